import { termsOf } from '../text/terms.ts'
import { atJoints } from './joints.ts'

const TERMS_MIN = 2
const THERE = [
  '(?:is|are) there|(?:do|can) (?:you|we|i) (?:have|get|offer|sell|serve)|have you got',
  'hay|tienen?|tienes|ten[eé]is|ten[eé]s|ofrecen?|venden?|sirven|hacen',
  'há|tem|têm|existem?|oferecem?|vendem?|servem',
]
/** How one asks whether there is something: its one word says all, while "Is it free?" leans on another. */
const WHETHER = new RegExp(String.raw`(?<!\p{L})(?:${THERE.join('|')})(?!\p{L})`, 'iu')
const LOOKED_FOR_MAX = 4
const SPLIT_MAX = 100

/**
 * The questions of a text that asks several, each by itself: what answers one says little of the others, so
 * all of them together would find none. Empty where there is one, or none; the first where there are many.
 */
export function questionsIn(text: string, language: string): string[] {
  const { questions } = apart(text, language)
  return questions.length > 1 ? questions.slice(0, LOOKED_FOR_MAX) : []
}

/**
 * All the questions of a text that is made of several. Empty where it asks one, or where something that tells
 * more would be left out. The same text always comes to the same questions, in their order.
 */
export function splitQuestions(text: string, language: string): string[] {
  const { questions, rest } = apart(text, language)
  const loses = rest.some((part) => termsOf(part, language).length >= (part.endsWith('?') ? 1 : TERMS_MIN))
  return loses || questions.length < 2 || questions.length > SPLIT_MAX ? [] : questions
}

function apart(text: string, language: string): { questions: string[]; rest: string[] } {
  const tells = (part: string) => {
    const { length } = termsOf(part, language)
    return length >= TERMS_MIN || (length === 1 && WHETHER.test(part))
  }
  const sentences = text.split(/(?<=\?)|\n+/u).map((sentence) => sentence.trim())
  const parts = new Set(
    sentences.flatMap((sentence) => {
      const joined = atJoints(sentence, language)
      return joined.every(tells) ? joined : [sentence]
    }),
  )
  const asks = (part: string) => part.endsWith('?') && tells(part)
  return { questions: [...parts].filter(asks), rest: [...parts].filter((part) => !asks(part)) }
}
