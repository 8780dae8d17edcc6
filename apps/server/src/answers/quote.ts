import { quoteFrom, type Span, termsOf } from '@hilo/ai'
import { baseLanguage, plainWords } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import { marginOf } from '../domain/knowledge/answering-order.ts'
import { cite } from './cite.ts'
import { conclude, type Known } from './conclude.ts'
import type { Asked } from './condense.ts'
import { wordsIn } from './fixed-words.ts'
import type { FoundChunk } from './found-chunk.ts'
import { isPartEnough, questionOf, withAnswered } from './found-parts.ts'
import { leaveOpen } from './leave-open.ts'
import { nameLeft } from './name-left.ts'
import { isPartOffTopic } from './stay-on-topic.ts'

type Ready = Required<Pick<Known, 'work' | 'prepared' | 'asked' | 'found'>>

/** What is quoted of a chunk; null: all that it says. */
type Quoted = { chunk: FoundChunk; span: Span | null }

/** More than two quotations nobody reads; the rest is named. */
const PARTS_MAX = 2
const SECTIONS_MAX = 3

/**
 * The answer of an org without a model: words of an article as they stand there. Never in other words,
 * because nobody could say that they mean the same. Of several questions each has its quotation, and what is
 * left of them is named.
 */
export function quoteAnswer(known: Ready): Answer {
  const { asked, found } = known
  if (found.parts.length > 0) return quoteParts(known)
  const [best] = found.candidates
  if (!best || !found.isEnough) return leaveOpen(known, 'no_evidence')
  return sayQuotes(
    known,
    withSections(known, best).map((chunk) => quotedOf(asked, asked.question, chunk)),
  )
}

/**
 * The same of a message of which a model wrote nothing that could be sent, while articles say a part of it
 * alone: it declines all of what it does not know all of. Null where it has nothing to say by that: there is
 * one question, or enough for each or for none, or a person is asked anyhow.
 */
export function quoteKnown(known: Ready & Pick<Known, 'written'>): Answer | null {
  const { work, prepared, found, written } = known
  const isUsed = written !== undefined && written.tools.length > 0
  if (prepared.flags.length > 0 || isUsed || found.parts.every(isPartEnough)) return null
  // What is sent is the articles' own words, whoever read them.
  return sayParts({ ...known, work: { ...work, mode: 'quoting' } })
}

/**
 * The best one, and what says as much below another heading of the same place: which branch is asked for,
 * nobody said. Whoever names one means that.
 */
function withSections({ asked, found }: Ready, best: FoundChunk): FoundChunk[] {
  const named = new Set(termsOf(asked.question, best.language))
  const isNamed = ({ headings }: FoundChunk) =>
    !named.isDisjointFrom(new Set(termsOf(headings.at(-1) ?? '', best.language)))
  if (best.headings.length === 0 || isNamed(best)) return [best]
  const above = best.headings.slice(0, -1).join('\n')
  const beside = found.candidates.filter(
    (one) =>
      one.articleId === best.articleId &&
      one.headings.length === best.headings.length &&
      one.headings.slice(0, -1).join('\n') === above &&
      one.headings.at(-1) !== best.headings.at(-1) &&
      marginOf(one) >= 1,
  )
  const sections = [best, ...beside].filter(
    ({ headings }, at, all) => all.findIndex((one) => one.headings.at(-1) === headings.at(-1)) === at,
  )
  return sections.slice(0, SECTIONS_MAX).toSorted((a, b) => a.start - b.start)
}

function quoteParts(known: Ready): Answer {
  return sayParts(known) ?? leaveOpen(known, 'no_evidence')
}

function sayParts(known: Ready): Answer | null {
  const { asked, found } = known
  const { parts } = found
  const answered = parts.filter((part) => isPartEnough(part) && !isPartOffTopic(known, part))
  const said = answered.slice(0, PARTS_MAX)
  if (said.length === 0) return null
  const quotes = said.flatMap(({ question, candidates: [best] }) =>
    best ? [quotedOf(asked, question, best)] : [],
  )
  const answer = withAnswered(sayQuotes(known, quotes.reduce(withQuote, [])), said)
  return nameLeft(known, answer, {
    unknown: parts.filter((part) => !answered.includes(part)).map(questionOf),
    unsaid: answered.slice(PARTS_MAX).map(questionOf),
  })
}

function quotedOf(asked: Asked, question: string, chunk: FoundChunk): Quoted {
  return { chunk, span: quoteFrom(saidFor(asked, question, chunk), chunk)?.span ?? null }
}

/** As it was asked in the language of what was found. */
function saidFor({ variants }: Asked, question: string, { language, foundBy, part }: FoundChunk): string {
  const isSame = (one: string) => baseLanguage(one) === baseLanguage(language)
  const own = variants.filter((one) => one.part === part)
  if (own[0] && isSame(own[0].language)) return question
  return own.find((one) => one.language === foundBy && isSame(one.language))?.question ?? question
}

/** What two questions find in the same place is said once. */
function withQuote(quotes: readonly Quoted[], { chunk, span }: Quoted): Quoted[] {
  const met = quotes.find((one) => one.chunk.chunkId === chunk.chunkId && areTouching(one.span, span))
  if (!met) return [...quotes, { chunk, span }]
  return quotes.map((one) => (one === met ? { chunk, span: spanOfBoth(met.span, span) } : one))
}

function areTouching(one: Span | null, other: Span | null): boolean {
  return one === null || other === null || (one.start <= other.end && other.start <= one.end)
}

function spanOfBoth(one: Span | null, other: Span | null): Span | null {
  if (one === null || other === null) return null
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) }
}

function sayQuotes(known: Ready, quotes: readonly Quoted[]): Answer {
  const { work, prepared } = known
  const citations = quotes.map(({ chunk, span }) => cite(chunk, span))
  const words = wordsIn(prepared.language)
  const text = quotes.flatMap(({ chunk }, at) => {
    const isLast = citations[at + 1]?.articleId !== chunk.articleId
    const isForeign = baseLanguage(chunk.language) !== baseLanguage(prepared.language)
    const source = [
      ...(work.request.showsArticles ? [] : [words.from(chunk.title)]),
      ...(isForeign ? [words.foreign(chunk.language)] : []),
    ].join(' ')
    const quote = plainWords(citations[at]?.quote ?? '')
    return [[headingOf(chunk), quote].filter(Boolean).join('\n'), ...(isLast ? [source] : [])].filter(Boolean)
  })
  return conclude(known, { action: 'answer', text: text.join('\n\n'), citations })
}

/** What a quotation stands under: without it nobody knows of which branch it speaks. The title is said anyhow. */
function headingOf({ headings, title }: FoundChunk): string {
  const heading = plainWords(headings.at(-1) ?? '')
  return heading === title ? '' : heading
}
