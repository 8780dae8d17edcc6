import {
  type Failure,
  findQuote,
  flagInjection,
  isAbout,
  quoteFrom,
  type Span,
  tellsRules,
  verifyAnswer,
  type WrittenDraft,
} from '@hilo/ai'
import { type AnswerCitation, baseLanguage } from '@hilo/protocol'
import { cite } from './cite.ts'
import type { Asked } from './condense.ts'
import type { FoundChunk } from './found-chunk.ts'
import { hideLinks } from './hide-links.ts'
import type { Work } from './open-work.ts'
import type { Prepared } from './prepare.ts'

/** A passage as the model was shown it: under a name of its own. */
export type Shown = { id: string; chunk: FoundChunk }

export type Grounds = {
  shown: readonly Shown[]
  /** What tools of this answer returned. */
  toolResults: readonly string[]
  /** The names of the tools that did something. */
  toolNames: readonly string[]
}

/** What is cited, and what is wrong with the draft: without a failure it may be sent. */
export type Checked = { citations: readonly AnswerCitation[]; failures: readonly Failure[] }

/** What of a question on its way a draft is compared by. */
export type Checking = Pick<Work, 'detect' | 'linkHosts'> & { request: Pick<Work['request'], 'instructions'> }

/** Compares a draft with what it cites, without asking anybody. */
export function checkDraft(
  { detect, request, linkHosts }: Checking,
  { language }: Pick<Prepared, 'language'>,
  { draft, grounds }: { draft: WrittenDraft; grounds: Grounds },
): Checked {
  const { shown, toolResults, toolNames } = grounds
  const cited = draft.citations.flatMap(({ id, quote }) => {
    const passage = shown.find((one) => one.id === id)
    return passage ? [{ chunk: passage.chunk, span: spanOf(draft, passage.chunk, quote) }] : []
  })
  const strange = draft.citations.filter(({ id }) => !shown.some((one) => one.id === id))
  const asksBack = draft.action === 'clarify'
  // Who asks back cites nothing, and may repeat what was found.
  const sources = asksBack ? shown : cited
  const failures = verifyAnswer(
    {
      ...{ text: draft.text, language, asksBack },
      citations: sources.map(({ chunk }) => ({
        chunkId: chunk.chunkId,
        start: 0,
        end: wordsOf(chunk).length,
      })),
    },
    {
      evidence: shown.map(({ chunk }) => ({
        ...{ chunkId: chunk.chunkId, language: baseLanguage(chunk.language), text: supportOf(chunk) },
      })),
      toolResults: toolResults.map((result) => hideLinks(result, linkHosts)),
      ...{ toolNames, detect, now: new Date() },
    },
  )
  return {
    citations: cited.map(({ chunk, span }) => cite(chunk, span)).filter(isFirst),
    failures: [
      ...strange.map(({ id }) => ({ code: 'unknown_citation' as const, what: id.slice(0, 200) })),
      ...secretFailures(draft, request.instructions.donts),
      ...failures.filter(({ code }) => !asksBack || code !== 'no_citation'),
    ],
  }
}

/** Whether an answer rests on articles that say nothing of what was asked, though they share a word with it. */
export function isBeside(
  { variants }: Pick<Asked, 'variants'>,
  { draft, grounds: { shown, toolResults } }: { draft: WrittenDraft; grounds: Grounds },
): boolean {
  if (draft.action !== 'answer' || toolResults.length > 0) return false
  const saidBy = ({ chunk }: Shown) => ({ text: wordsOf(chunk), language: baseLanguage(chunk.language) })
  const cited = shown.filter(({ id }) => draft.citations.some((one) => one.id === id)).map(saidBy)
  const questions = variants.map(({ question, language }) => ({
    text: question,
    language: baseLanguage(language),
  }))
  return !isAbout({ questions, cited, found: shown.map(saidBy) })
}

const ASKED_LENGTH_MAX = 400

/** What is for the model alone is told to nobody; and who asks back asks, and says no more. */
function secretFailures({ action, text }: WrittenDraft, donts: readonly string[]): Failure[] {
  const isLong = action === 'clarify' && text.length > ASKED_LENGTH_MAX
  if (!isLong && !tellsRules(text, donts)) return []
  return [{ code: 'unsupported_sentence', what: text.slice(0, 200) }]
}

const ADDRESS = /(?:https?:\/\/|www\.)\S+|\S+@\S+|[\w-]*[a-z][\w-]*(?:\.[a-z][\w-]+)+\S*/gi

/** What a passage can speak for. One that seems to be written to a model leads nobody anywhere. */
function supportOf(chunk: FoundChunk): string {
  const words = wordsOf(chunk)
  if (flagInjection(words).length === 0) return words
  return words.replace(ADDRESS, (address) => ' '.repeat(address.length))
}

/** A title and its headings are a part of what an article says. */
function wordsOf({ text, title, headings }: FoundChunk): string {
  return [text, title, ...headings].join('\n\n')
}

/** The words that the model quotes; where they are not there, those that say most of what it writes. */
function spanOf({ text }: WrittenDraft, chunk: FoundChunk, quote: string): Span | null {
  return findQuote(chunk.text, quote) ?? quoteFrom(text, chunk)?.span ?? null
}

function isFirst(one: AnswerCitation, at: number, all: readonly AnswerCitation[]): boolean {
  const same = (other: AnswerCitation) =>
    other.chunkId === one.chunkId && other.start === one.start && other.end === one.end
  return all.findIndex(same) === at
}
