import { asksForPerson } from '@hilo/ai'
import type { AnswerTurn } from './answer.ts'
import { ALL_LANGUAGES, wordsIn } from './fixed-words.ts'

/**
 * What our last words asked the contact: whether they want a person, whether there is anything else, or
 * something that only the conversation says.
 */
export type LastQuestion = 'person' | 'more' | 'other'

const MORE = [
  /\b(?:anything|something) else\b|\bhelp (?:you|with)\b|\bmore help\b/i,
  /\balg(?:o|una) (?:más|otra)\b|\botra (?:cosa|consulta|duda)\b|\bayudar(?:te|le|los)?\b/i,
  /\b(?:algo|alguma coisa) mais\b|\bmais alguma\b|\bajudar\b/i,
]
const QUESTION = /\?["'”»)\]*_\s]*$/

/** Null: they asked nothing. */
export function lastQuestion(history: readonly AnswerTurn[]): LastQuestion | null {
  const last = history.at(-1)
  if (last?.from !== 'us') return null
  if (ALL_LANGUAGES.some((language) => offersPerson(last.text, language))) return 'person'
  if (!QUESTION.test(last.text)) return null
  const question =
    last.text
      .trimEnd()
      .split(/[.!?¿\n]+(?=\s|\p{Lu})/u)
      .filter((part) => /\p{L}/u.test(part))
      .at(-1) ?? ''
  if (MORE.some((one) => one.test(question))) return 'more'
  return asksForPerson(question).asks ? 'person' : 'other'
}

/** Whether a turn says that nothing is known: who asks the same again repeats nothing that was answered. */
export function leavesOpen({ from, text, offered }: AnswerTurn): boolean {
  if (from !== 'us') return false
  const isOff = ALL_LANGUAGES.some((language) => text.startsWith(wordsIn(language).because.off_topic))
  return offered !== undefined || isOff || ALL_LANGUAGES.some((language) => offersPerson(text, language))
}

/** It said that nothing is known, beside a button for a person. */
function offersPerson(text: string, language: string): boolean {
  const { nothing, unsure } = wordsIn(language)
  return text.startsWith(nothing) || text.startsWith(unsure)
}
