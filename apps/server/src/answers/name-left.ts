import type { Answer } from '../domain/ai-answer/answer.ts'
import type { Known } from './conclude.ts'
import { wordsIn } from './fixed-words.ts'
import { withHours } from './hand-over.ts'
import { hideLinks } from './hide-links.ts'

/** Of several questions those that an answer says nothing to. */
type Left = {
  /** No article says enough of them. */
  unknown: readonly string[]
  /** There is an answer, and no room for it. */
  unsaid: readonly string[]
}

const NAMED_MAX = 120

/**
 * Names what an answer leaves open of several questions, and offers a person for what is not known: so nobody
 * takes the answer of one for that of the other. A member who writes the answer reads what was asked.
 */
export function nameLeft(
  { work, prepared }: Pick<Known, 'work' | 'prepared'>,
  answer: Answer,
  { unknown, unsaid }: Left,
): Answer {
  const { request, linkHosts } = work
  // Words that seem to be written to a model are not said again.
  if (request.purpose === 'copilot' || prepared.flags.length > 0) return answer
  const words = wordsIn(prepared.language)
  const named = (questions: readonly string[]) => questions.map((one) => shortened(hideLinks(one, linkHosts)))
  const again = unsaid.length > 0 ? [words.askAgain(named(unsaid))] : []
  if (unknown.length === 0) return { ...answer, text: [answer.text, ...again].join('\n\n') }
  const left = words.left(named(unknown))
  // Who was offered a person already, or is answered by code, is told alone what is not known.
  const isOffered = request.leftOpen === 0
  const open = isOffered ? `${withHours(work, prepared.language, left)} ${words.askPerson}` : left
  return {
    ...answer,
    text: [answer.text, ...again, open].join('\n\n'),
    reason: 'no_evidence',
    ...(isOffered && { choices: [{ id: 'person', title: words.talkToPerson }] }),
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > NAMED_MAX ? `${line.slice(0, NAMED_MAX - 1)}…` : line
}
