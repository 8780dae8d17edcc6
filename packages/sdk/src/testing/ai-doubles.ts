import { type AiAsked, type AiFault, answerTextOf, type RunRecord } from '@hilo/protocol'
import { AiError } from '@hilo/runtime/replay'
import type { Json } from './json.ts'

/** What a model is asked in a test. */
export type AiQuestion = {
  /** The text that it reads. */
  readonly of: string
  /** Of `classify`. */
  readonly labels: readonly string[]
  /** What was wrong with its first answer; null at the first try. */
  readonly wrong: string | null
}

/** What a model says, or a function that gives it or throws an `AiError`. */
export type AiDouble = Json | ((asked: AiQuestion) => unknown)

/** What stands in for the models of the org, by the calls of `chat.ai`. */
export type AiDoubles = {
  readonly extract?: AiDouble
  readonly classify?: AiDouble
  /** Such as `{ action: 'answer', text: 'From 9 to 18.', citations: [] }`. */
  readonly reply?: AiDouble
}

/** A question that a model was asked, with what it said. */
export type AiCall = {
  readonly name: 'extract' | 'classify' | 'reply'
  readonly of: string
  readonly said: unknown
  readonly fault: AiFault | null
}

/** `missing`: a call without a stand-in. */
type Notes = { readonly asks: AiCall[]; missing: Error | null }
type Conversation = () => Pick<RunRecord, 'inbox' | 'sent'>

/** Lets doubles say what models would. Without any it is as where no provider is set. */
export function askModelWith(
  doubles: AiDoubles | undefined,
  notes: Notes,
  conversation: Conversation,
): (asked: AiAsked) => Promise<unknown> {
  return async (asked) => {
    const { kind: name } = asked
    // Where no article is known either, people answer.
    if (!doubles && name === 'reply') return { action: 'handoff', reason: 'no_evidence', summary: null }
    if (!doubles) throw new AiError('not_configured', NONE)
    if (!Object.hasOwn(doubles, name)) throw missingOf(name, notes)
    const of = asked.of ?? lastWordsOf(conversation())
    const labels = asked.kind === 'classify' ? asked.labels.map(({ label }) => label) : []
    try {
      const double = of === '' ? noText() : doubles[name]
      const question = { of, labels, wrong: asked.wrong?.issues ?? null }
      const said = typeof double === 'function' ? await double(question) : double
      notes.asks.push({ name, of, said, fault: null })
      return said
    } catch (error) {
      if (error instanceof AiError) notes.asks.push({ name, of, said: null, fault: error.fault })
      throw error
    }
  }
}

const NONE = 'No provider of models is set. In a test give ai to simulate(), in hilo chat --ai a file.'

function noText(): never {
  throw new AiError('no_text', 'The contact wrote no words.')
}

function missingOf(name: string, notes: Notes): Error {
  notes.missing = new Error(`chat.ai.${name} has no stand-in: add it to ai of simulate().`)
  return notes.missing
}

/** What the contact wrote last: all that came since something was said to them. */
function lastWordsOf({ inbox, sent }: ReturnType<Conversation>): string {
  const last = inbox.at(-1)?.seq ?? 0
  const saidAt = Math.max(0, ...sent.map(({ seq }) => seq).filter((seq) => seq < last))
  const heard = inbox.filter(({ seq }) => seq > saidAt)
  return heard
    .map(({ content }) => answerTextOf(content))
    .filter((text) => text !== '')
    .join('\n')
}
