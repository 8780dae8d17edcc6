import type { HandoffReason } from '@hilo/protocol'
import { nextOpening, spokenOpening } from './hours.ts'
import { wordsIn } from './words.ts'
import type { Work } from './work.ts'

const QUOTED_MAX = 400
const QUOTES_MAX = 6

/** What a contact reads when people get the turn: why, who comes, and when, if members are away. */
export function handOverText(
  { request: { instructions }, org: { timeZone } }: Pick<Work, 'request' | 'org'>,
  language: string,
  reason: HandoffReason,
): string {
  const words = wordsIn(language)
  const opening = nextOpening(instructions.hours, { timeZone, now: new Date() })
  const sentences = [words.because[reason], words.person]
  if (opening) {
    const { day, time } = spokenOpening(opening, language)
    sentences.push(words.backAt(day, time))
  }
  return sentences.join(' ')
}

/** What members read, in the org's language: what was asked and answered, in the words in which it was. */
export function summaryOf({ request: { turns }, org: { locale } }: Pick<Work, 'request' | 'org'>): string {
  const words = wordsIn(locale)
  return turns
    .slice(-QUOTES_MAX)
    .filter(({ text }) => text.trim() !== '')
    .map(({ from, text }) => `${from === 'contact' ? words.asked : words.answered}: ${shortened(text)}`)
    .join('\n')
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > QUOTED_MAX ? `${line.slice(0, QUOTED_MAX - 1)}…` : line
}
