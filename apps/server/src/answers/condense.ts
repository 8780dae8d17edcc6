import {
  askingPart,
  CONDENSED_SCHEMA,
  type Condensed,
  condenseMessages,
  questionsIn,
  readCondensed,
  SECRET_KINDS,
  termsOf,
} from '@hilo/ai'
import type { AnswerTrace } from '@hilo/protocol'
import { callModel } from './call-model.ts'
import { lastQuestion } from './last-question.ts'
import type { Work } from './open-work.ts'
import { type Prepared, talkBefore } from './prepare.ts'
import { othersThan, readLanguages } from './read-languages.ts'

/** What is looked for. */
export type Asked = {
  /** In words that stand alone, in the contact's language. */
  question: string
  /** The question in every language in which it is looked for; the contact's first, then those in it. */
  variants: readonly AnswerTrace['variants'][number][]
  /** The languages of all articles, where it could be said in none of them. */
  unsaid?: readonly string[]
}

/** Answering needs the time; who is slow here is not waited for. */
const PATIENCE_MS = 4_000
const OUTPUT_TOKENS_MAX = 600
const PLACEHOLDER = new RegExp(String.raw`\[(?:${SECRET_KINDS.join('|')})_\d+\]`, 'g')
/** A question of so few words that tell something is about what was said before. */
const ALONE_TERMS_MIN = 2

/**
 * Says a question so that it can be looked for: in words that stand alone, and in the languages of the org's
 * articles. A model is asked only when there is a conversation before it, or another language; without one,
 * or when it fails, the words of the contact are taken, with those of the question before where they say
 * little.
 */
export async function condense(work: Work, prepared: Prepared): Promise<Asked> {
  const { question, language } = prepared
  const before = talkBefore(prepared)
  const others = work.mode === 'model' ? othersThan([language], await readLanguages(work)) : []
  const isAsked = work.mode === 'model' && (before.length > 0 || others.length > 0)
  const condensed = isAsked ? await askModel(work, prepared, others) : null
  const said = condensed ?? { question: withContext(prepared), variants: [] }
  // What the contact wrote is looked for too: a model may have lost a word of it.
  const own = before.length > 0 && condensed ? [{ language, question }] : []
  const parts = partsOf([said.question, question], language)
  const variants = [{ language, question: said.question }, ...own, ...parts, ...said.variants]
  return { question: said.question, variants: variants.map(plainly(work)).filter(isFirst) }
}

/** Of two questions at once each has an article of its own: as they stand alone, else as they were written. */
function partsOf(said: readonly string[], language: string): Variant[] {
  const asked = said.map((text) => questionsIn(text, language)).find(({ length }) => length > 0) ?? []
  return asked.map((question, at) => ({ language, question, part: at + 1 }))
}

async function askModel(work: Work, prepared: Prepared, others: string[]): Promise<Condensed | null> {
  const { question, language } = prepared
  const history = talkBefore(prepared)
  const end = await callModel(work, {
    purpose: 'condense',
    request: {
      messages: condenseMessages({ history, question, language, others }),
      schema: CONDENSED_SCHEMA,
      outputTokensMax: OUTPUT_TOKENS_MAX,
    },
    signal: AbortSignal.any([work.signal, AbortSignal.timeout(PATIENCE_MS)]),
  })
  return end.type === 'done' ? readCondensed(end.value, others) : null
}

function withContext({ question, history, language }: Prepared): string {
  if (new Set(termsOf(question, language)).size >= ALONE_TERMS_MIN) return question
  const before = history.findLast(({ from }) => from === 'contact')
  // A "yes" means nothing without what was asked.
  const asked = lastQuestion(history) === 'other' ? history.at(-1) : undefined
  return [before?.text, asked?.text, question].filter(Boolean).join('\n')
}

/** No article is about a contact's card, nor about how they greet; a trace need not repeat either. */
function plainly({ redactor }: Work) {
  return ({ question, ...variant }: Variant): Variant => {
    const plain = askingPart(redactor.redact(question).replace(PLACEHOLDER, ' '))
    return { ...variant, question: plain.trim() || question }
  }
}

type Variant = Asked['variants'][number]

function isFirst(variant: Variant, at: number, all: readonly Variant[]): boolean {
  const { language, question, part } = variant
  const same = (one: Variant) => one.language === language && one.question === question && one.part === part
  return all.findIndex(same) === at
}
