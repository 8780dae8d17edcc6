import type { Content } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import type { PhoneOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { request } from './request.ts'
import type { Waiting } from './wait.ts'

/** What stands between the digits of a number, and nothing else. */
const NUMBER = /^\+?[\d\s().\-/]+$/
/** https://www.itu.int/rec/T-REC-E.164 has 15 at most; the shortest that people are called by has 7. */
const DIGITS_MIN = 7
const DIGITS_MAX = 15

/** `chat.phone`: the next phone number that the contact shares or types. */
export function phone(
  recorder: Recorder,
  question: string | undefined,
  options: PhoneOptions<unknown>,
): Waiting<string> {
  const wanted = { wants: 'phone', question, options } as const
  return request(recorder, { ...wanted, answerIn: numberIn, problem: 'It is no phone number.' })
}

/** Of a card the first number that is one; of several cards nobody knows whose is meant. */
function numberIn(content: Content): string | null {
  if (content.type !== 'contacts') return numberOf(answerTextOf(content))
  const [card, ...others] = content.contacts
  if (!card || others.length > 0) return null
  return card.phones.map(numberOf).find((number) => number !== null) ?? null
}

function numberOf(text: string): string | null {
  const written = text.trim()
  if (!NUMBER.test(written)) return null
  const digits = written.replaceAll(/\D/g, '')
  if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX) return null
  // 00 is how a country is dialled from most of the world.
  const isAbroad = written.startsWith('+') || digits.startsWith('00')
  return isAbroad ? `+${digits.replace(/^00/, '')}` : digits
}
