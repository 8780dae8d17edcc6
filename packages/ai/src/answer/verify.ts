import { DEMO_MARK } from '@hilo/protocol'
import type { Detector } from '../language/detect.ts'
import { misplaced } from './aligned.ts'
import { isCovered, type KnownTerms, knownTermsOf } from './cover.ts'
import { deniedIn } from './denied.ts'
import { undoneIn } from './done.ts'
import { factsIn } from './facts.ts'
import { type Failure, missing } from './failure.ts'
import { inventedIn } from './invented.ts'
import { overstatedIn } from './overstated.ts'
import { turnedAround } from './polarity.ts'
import { factsOfResults } from './result-facts.ts'
import { agreesIn, contradictedIn, misnamedIn, stateWordsIn, trueStatesIn } from './result-states.ts'
import { sentencesOf } from './sentences.ts'
import { statementsOf, withoutAsking } from './stated.ts'
import { factFailures, numberFailures, type Stated } from './unknown-facts.ts'

/** Where an answer says that it has its words from. */
export type Citation = { readonly chunkId: string; readonly start: number; readonly end: number }

/** A piece of knowledge that was retrieved for this answer. */
export type Evidence = { readonly chunkId: string; readonly text: string; readonly language: string }

export type Draft = {
  readonly text: string
  readonly language: string
  readonly citations: readonly Citation[]
  /** It asks the contact for more, and may state only what any of its sources says. */
  readonly asksBack?: boolean
}

export type Grounds = {
  readonly evidence: readonly Evidence[]
  /** What tools of this answer returned, as text. */
  readonly toolResults: readonly string[]
  /** The names of those tools. */
  readonly toolNames?: readonly string[]
  readonly detect: Detector
  /** Until when a date in a result tells of what was. */
  readonly now: Date
}

// Fewer words than this may be a name, or what somebody quoted.
const WORDS_OF_LANGUAGE = 6

/**
 * What an answer says that its sources do not. An empty list means that it may be sent.
 *
 * Only what is cited counts as a source, and what tools returned: neither the rest that was retrieved, nor
 * what the contact wrote. It needs no model, so none can be talked into passing an answer.
 */
export function verifyAnswer(
  draft: Draft,
  { evidence, toolResults, toolNames = [], detect, now }: Grounds,
): Failure[] {
  if (draft.text.trim() === '') return [{ code: 'empty', what: '' }]
  const cited = evidence.filter(({ chunkId }) => draft.citations.some((one) => one.chunkId === chunkId))
  const texts = cited.map(({ text }) => text)
  const sources = [
    ...cited.map(({ text, language }) => ({ text, language })),
    ...toolResults.map((text) => ({ text, language: draft.language })),
  ]
  const said = factsIn(draft.text, draft.language)
  const known = sources.map(({ text, language }) => factsIn(text, language))
  const stated = statementsIn(draft)
  const told = factsOfResults(toolResults, now)
  const states = stateWordsIn(told).map((text) => ({ text, language: draft.language }))
  const terms = knownTermsOf(draft.language, { sources: [...sources, ...states], all: evidence })
  return [
    ...citationFailures(draft, { evidence, hasSource: sources.length > 0 }),
    ...factFailures(said, known),
    ...numberFailures(said.numbers, known),
    ...sentenceFailures(
      stated.filter((sentence) => !agreesIn(sentence, told)),
      draft.asksBack ? { ...terms, isComparable: true } : terms,
    ),
    ...missing(
      'not_done',
      undoneIn(draft.text, { tools: toolNames, results: [...toolResults, ...trueStatesIn(told)] }, texts),
    ),
    ...missing('unsupported_sentence', contradictedIn(stated, told)),
    ...missing('unsupported_sentence', misnamedIn(stated, { facts: told, results: toolResults, texts })),
    ...turnedFailures({ ...draft, stated }, sources),
    ...languageFailures(draft, evidence, detect),
  ]
}

type Retrieved = { evidence: readonly Evidence[]; hasSource: boolean }

function citationFailures({ text, citations }: Draft, { evidence, hasSource }: Retrieved): Failure[] {
  const failures = citations.flatMap(({ chunkId, start, end }): Failure[] => {
    const chunk = evidence.find((one) => one.chunkId === chunkId)
    if (!chunk) return [{ code: 'unknown_citation', what: chunkId }]
    const isPlace =
      [start, end].every(Number.isSafeInteger) && start >= 0 && start < end && end <= chunk.text.length
    return isPlace ? [] : [{ code: 'bad_citation', what: `${chunkId} ${start}-${end}` }]
  })
  return hasSource || failures.length > 0 ? failures : [{ code: 'no_citation', what: text.slice(0, 80) }]
}

/** What it states, without what it asks. */
function statementsIn({ text: whole, language, asksBack }: Draft): string[] {
  const text = whole.replace(DEMO_MARK, '')
  return sentencesOf(text)
    .flatMap(({ start, end }) => statementsOf(text.slice(start, end), language))
    .map((sentence) => (asksBack ? withoutAsking(sentence) : sentence))
}

function sentenceFailures(stated: readonly string[], terms: KnownTerms): Failure[] {
  const uncovered = stated.filter((sentence) => !isCovered(sentence, terms))
  return missing('unsupported_sentence', [...uncovered, ...inventedIn(stated, terms)])
}

/** What is said against the sources, or of something else than they do; compared in one language alone. */
function turnedFailures(
  { text, language, stated }: Draft & { stated: readonly string[] },
  sources: readonly Stated[],
): Failure[] {
  const texts = sources.filter((source) => source.language === language).map((source) => source.text)
  return [
    ...missing('unsupported_sentence', turnedAround(text, texts, language)),
    ...missing('unsupported_sentence', deniedIn(stated, texts, language)),
    ...missing('unsupported_sentence', overstatedIn(stated, texts, language)),
    ...missing('unsupported_number', misplaced(text, texts, language)),
  ]
}

/** A model that forgets who asks writes in the language of what it read. */
function languageFailures(
  { text, language }: Draft,
  evidence: readonly Evidence[],
  detect: Detector,
): Failure[] {
  const read = evidence.map((one) => one.language)
  const found = detect(text, [...new Set([language, 'en', 'es', 'pt', ...read])])
  const isOther = found.isReliable && found.words >= WORDS_OF_LANGUAGE && found.language !== language
  return isOther ? [{ code: 'wrong_language', what: found.language ?? '' }] : []
}
