import { type Instructions, smallTalkIn, understandConsent } from '@hilo/ai'
import type { HandoffReason, SummaryTurn } from '@hilo/protocol'
import type { AnswerRequest, AnswerTurn } from './answer.ts'
import { nextOpening, spokenOpening } from './find-opening.ts'
import { saysTalkToPerson, wordsIn } from './fixed-words.ts'
import type { Work } from './open-work.ts'

const QUOTED_MAX = 400
const QUOTES_MAX = 6
const EARLIER_LENGTH = 160
const EARLIER_MAX = 6

type Place = Pick<Work, 'days'> & {
  request: { instructions: Pick<Instructions, 'hours'> }
  org: Pick<Work['org'], 'timeZone'>
}

/** What a contact reads when people get the turn: why, who comes, and when, if members are away. */
export function handOverText(place: Place, language: string, reason: HandoffReason): string {
  const words = wordsIn(language)
  return withHours(place, language, `${words.because[reason]} ${words.person}`)
}

/** Words that tell of people, and when these are there again, if they are away. */
export function withHours(place: Place, language: string, text: string): string {
  return [text, ...whenBack(place, language)].join(' ')
}

/** What a contact reads who writes again before a person came. */
export function toldText(place: Place, language: string): string {
  return withHours(place, language, wordsIn(language).told)
}

function whenBack({ request, org: { timeZone }, days }: Place, language: string): string[] {
  const opening = nextOpening(request.instructions.hours, { timeZone, days, now: new Date() })
  if (!opening) return []
  const { day, time, closed } = spokenOpening(opening, language)
  const words = wordsIn(language)
  const { isToday = false, isClosedToday = false } = opening
  return [...(closed ? [words.closedOn(closed, isClosedToday)] : []), words.backAt(day, time, isToday)]
}

/**
 * What members read: what was asked and answered, the last of it, before the contact pressed for a person;
 * and before that what else they asked, in short.
 */
export function summaryOf({ request: { turns } }: { request: Pick<AnswerRequest, 'turns'> }): SummaryTurn[] {
  const telling = turns.filter(isTelling).filter(isNew)
  const asked = telling.filter((turn) => !isPress(turn))
  const isPressAll = !asked.some(({ from }) => from === 'contact')
  const last = (isPressAll ? telling : asked).slice(-QUOTES_MAX)
  // What was answered means nothing without what was asked.
  const begin = Math.max(
    0,
    last.findIndex(({ from }) => from === 'contact'),
  )
  const before = asked.slice(0, Math.max(0, asked.length - QUOTES_MAX)).filter(isAsked)
  return [
    ...before.slice(-EARLIER_MAX).map((turn) => quoted(turn, EARLIER_LENGTH)),
    ...last.slice(begin).map((turn) => quoted(turn, QUOTED_MAX)),
  ]
}

function quoted({ from, text, by, offered }: AnswerTurn, length: number): SummaryTurn {
  return {
    ...{ from, text: shortened(text, length), ...(by && { by }) },
    ...(offered && { offered: [...offered] }),
  }
}

/** Of what was said earlier only what the contact wanted; a greeting or thanks is none of it. */
function isAsked({ from, text }: AnswerTurn): boolean {
  return from === 'contact' && smallTalkIn(text) === null && understandConsent(text) === null
}

/** The words of a button say what they took, and not what they want to know. */
function isPress({ from, text }: AnswerTurn): boolean {
  return from === 'contact' && saysTalkToPerson(text)
}

/** Codes that were taken out tell nothing, and would push out what the contact wanted. */
function isTelling({ text }: AnswerTurn): boolean {
  return /[^\s•]/.test(text)
}

/** Not what was just said in the same words. */
function isNew({ from, text }: AnswerTurn, at: number, all: readonly AnswerTurn[]): boolean {
  const before = all[at - 1]
  return before?.from !== from || before.text !== text
}

/** The same as a text in a language, for code, which may hand it to members as it is. */
export function summaryText(summary: readonly SummaryTurn[], language: string): string {
  const words = wordsIn(language)
  return summary
    .map(({ from, text, by, offered }) => {
      if (offered) return words.offered(offered)
      const how = by ? words.heard[by] : from === 'contact' ? words.asked : words.answered
      return `${how}: ${text}`
    })
    .join('\n')
}

function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}
