import { DEMO_MARK } from '@hilo/protocol'
import type { Detector } from '../language/detect.ts'
import { misplaced } from './aligned.ts'
import { isCovered, type KnownTerms, knownTermsOf } from './cover.ts'
import { isSameDate } from './dates.ts'
import { deniedIn } from './denied.ts'
import { undoneIn } from './done.ts'
import { type Facts, factsIn } from './facts.ts'
import { inventedIn } from './invented.ts'
import { isLongNumberOf } from './long-numbers.ts'
import { type NumberFact, sayingIt } from './numbers.ts'
import { overstatedIn } from './overstated.ts'
import { turnedAround } from './polarity.ts'
import { agreesIn, contradictedIn, stateWordsIn, trueStatesIn } from './result-states.ts'
import { sentencesOf } from './sentences.ts'
import { statementsOf, withoutAsking } from './stated.ts'
import { isAlike } from './units.ts'

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
}

/** Everything that can be wrong with an answer. */
export const FAILURE_CODES = [
  'empty',
  'no_citation',
  'unknown_citation',
  'bad_citation',
  'unsupported_url',
  'unsupported_email',
  'unsupported_date',
  'unsupported_price',
  'unsupported_number',
  'unsupported_code',
  'unsupported_sentence',
  'not_done',
  'wrong_language',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]
export type Failure = { readonly code: FailureCode; readonly what: string }

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
  { evidence, toolResults, toolNames = [], detect }: Grounds,
): Failure[] {
  if (draft.text.trim() === '') return [{ code: 'empty', what: '' }]
  const cited = evidence.filter(({ chunkId }) => draft.citations.some((one) => one.chunkId === chunkId))
  const sources = [
    ...cited.map(({ text, language }) => ({ text, language })),
    ...toolResults.map((text) => ({ text, language: draft.language })),
  ]
  const said = factsIn(draft.text, draft.language)
  const known = sources.map(({ text, language }) => factsIn(text, language))
  const stated = statementsIn(draft)
  const states = stateWordsIn(toolResults).map((text) => ({ text, language: draft.language }))
  const terms = knownTermsOf(draft.language, { sources: [...sources, ...states], all: evidence })
  return [
    ...citationFailures(draft, { evidence, hasSource: sources.length > 0 }),
    ...factFailures(said, known),
    ...numberFailures(said.numbers, known),
    ...sentenceFailures(
      stated.filter((sentence) => !agreesIn(sentence, toolResults)),
      draft.asksBack ? { ...terms, isComparable: true } : terms,
    ),
    ...missing(
      'not_done',
      undoneIn(
        draft.text,
        { tools: toolNames, results: [...toolResults, ...trueStatesIn(toolResults)] },
        cited.map(({ text }) => text),
      ),
    ),
    ...missing('unsupported_sentence', contradictedIn(stated, toolResults)),
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

function factFailures(said: Facts, known: readonly Facts[]): Failure[] {
  const urls = new Set(known.flatMap((facts) => facts.urls))
  const emails = new Set(known.flatMap((facts) => facts.emails))
  const codes = new Set(known.flatMap((facts) => facts.codes))
  const dates = known.flatMap((facts) => facts.dates)
  const longNumbers = known.flatMap((facts) => facts.longNumbers)
  const weekdays = new Set(known.flatMap((facts) => [...facts.impliedDays]))
  return [
    ...missing(
      'unsupported_url',
      said.urls.filter((url) => !urls.has(url)),
    ),
    ...missing(
      'unsupported_email',
      said.emails.filter((email) => !emails.has(email)),
    ),
    ...missing(
      'unsupported_code',
      said.codes.filter((code) => !codes.has(code) && !isWord(code, known)),
    ),
    ...missing(
      'unsupported_date',
      said.dates.filter((date) => !isSameDate(date, dates)).map(({ text }) => text),
    ),
    ...missing(
      'unsupported_date',
      [...confused(said, known)].map((day) => `day ${day + 1}`),
    ),
    ...missing(
      'unsupported_date',
      [...said.relativeDays].filter((day) => !known.some((facts) => facts.relativeDays.has(day))),
    ),
    ...missing(
      'unsupported_number',
      said.longNumbers.filter((number) => !isLongNumberOf(number, longNumbers) && !isAmount(number, known)),
    ),
    ...missing(
      'unsupported_date',
      [...said.weekdays].filter((day) => !weekdays.has(day)).map((day) => `day ${day + 1}`),
    ),
  ]
}

/** Days that are said to be open and are closed, or the other way round. */
function confused({ hours }: Facts, known: readonly Facts[]): Set<number> {
  const closed = new Set(known.flatMap((facts) => [...facts.hours.closed]))
  const open = new Set(known.flatMap((facts) => [...facts.hours.open]))
  return hours.open
    .difference(hours.closed)
    .intersection(closed.difference(open))
    .union(hours.closed.difference(hours.open).intersection(open.difference(closed)))
}

/** "900 123 456" may have been read as an amount. */
function isAmount(digits: string, known: readonly Facts[]): boolean {
  const value = Number(digits)
  return known.some(({ numbers }) =>
    numbers.some(({ readings }) => readings.some((one) => one.value === value)),
  )
}

/** A word in capitals is a code only if the sources do not have it as a word. */
function isWord(code: string, known: readonly Facts[]): boolean {
  return !/\d/.test(code) && known.some(({ words }) => words.has(code))
}

function numberFailures(said: readonly NumberFact[], known: readonly Facts[]): Failure[] {
  const numbers = known.flatMap((facts) => facts.numbers)
  // Parts of dates and codes are numbers too: "in 2026" may follow from "12/10/2026".
  const loose = new Set(known.flatMap((facts) => facts.figures))
  const isPart = ({ readings }: NumberFact) =>
    readings.some(({ unit, value }) => unit === null && loose.has(String(value)))
  return said
    .filter((number) => {
      const same = sayingIt(number, numbers)
      if (same.length === 0) return !isPart(number)
      return isOnOtherSide(number, same) || isForOther(number, same, known)
    })
    .map(({ text, readings }) => ({
      code: readings[0]?.unit === 'price' ? 'unsupported_price' : 'unsupported_number',
      what: text,
    }))
}

/** "Until 6 pm" is not "after 6 pm". */
function isOnOtherSide({ bound }: NumberFact, same: readonly NumberFact[]): boolean {
  return bound !== null && same.every((one) => one.bound !== null && one.bound !== bound)
}

/** "12 € a trip" is not "12 € a day". */
function isForOther({ per }: NumberFact, same: readonly NumberFact[], known: readonly Facts[]): boolean {
  if (per === null || same.some((one) => one.per !== null && isAlike(one.per, per))) return false
  return (
    same.every((one) => one.per !== null) ||
    !known.some(({ words }) => [...words].some((word) => isAlike(word, per)))
  )
}

export type Stated = { readonly text: string; readonly language: string }

/**
 * What one text states and the other does not: numbers, dates, links, addresses and codes, also where they
 * are written in another way. Empty: what can be compared sign by sign is the same.
 */
export function factsOnlyIn(said: Stated, other: Stated): string[] {
  const [facts, known] = [said, other].map(({ text, language }) => factsIn(text, language)) as [Facts, Facts]
  // A word in capitals is another word in another language.
  const codes = facts.codes.filter((code) => /\d/.test(code))
  const found = [...factFailures({ ...facts, codes }, [known]), ...numberFailures(facts.numbers, [known])]
  return [...new Set(found.map(({ what }) => what))]
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

function missing(code: FailureCode, list: readonly string[]): Failure[] {
  return list.map((what) => ({ code, what: what.slice(0, 200) }))
}
