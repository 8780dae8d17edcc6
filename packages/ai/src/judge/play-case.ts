import type { PlayedAnswer, PlayedGoal, PlayedTurn, TestTurn, TestWords } from '@hilo/protocol'
import { contains } from './contains.ts'
import { judgeAnswer } from './judge-answer.ts'

export type SaidTurn = {
  readonly from: 'contact' | 'us'
  readonly text: string
  /** Buttons below it. */
  readonly choices?: readonly string[] | undefined
}

/** How a case is played. */
export type Playing = {
  /** Which of the ways of saying something is taken: the first play is 0. */
  readonly nth: number
  /** What is answered to what was said so far, whose last turns are the contact's. */
  answer(turns: readonly SaidTurn[], language: string | null): Promise<PlayedAnswer>
}

/**
 * Plays a case against whoever answers: a simulated contact says its words, hears the answer, and says on
 * what that calls for. After a hand-over nobody but people answers, so whatever a contact has to say then
 * falls short.
 */
export async function playCase(
  { language, turns }: Pick<TestWords, 'language' | 'turns'>,
  { nth, answer }: Playing,
): Promise<PlayedTurn[]> {
  const played: PlayedTurn[] = []
  const said: SaidTurn[] = []
  let last: PlayedAnswer | null = null
  for (const turn of turns) {
    if (!isCalledFor(turn, last)) continue
    const says = turn.says[nth % turn.says.length] ?? []
    if (last?.action === 'handoff') {
      const shortfall = { code: 'held' as const, wanted: says.join(' '), came: last.reason ?? '' }
      played.push({ says, answer: null, shortfalls: [shortfall] })
      break
    }
    said.push(...says.map((text) => ({ from: 'contact' as const, text })))
    last = await answer([...said], last?.language ?? language)
    said.push({ from: 'us', text: last.text })
    played.push({ says, answer: last, shortfalls: judgeAnswer(turn.expect, last) })
  }
  return played
}

function isCalledFor({ only }: TestTurn, last: PlayedAnswer | null): boolean {
  if (only === null) return true
  if (last === null) return false
  const isSuch = only.actions.length === 0 || only.actions.includes(last.action)
  return isSuch && only.says.every((point) => contains(last.text, point))
}

/** Whether every answer of a play was as it should be, and there was one; and what became of the goal. */
export function hasPassed(turns: readonly PlayedTurn[], goal: PlayedGoal | null = null): boolean {
  const isReached = goal === null || (goal.notPlayed === null && goal.shortfalls.length === 0)
  return isReached && turns.length > 0 && turns.every(({ shortfalls }) => shortfalls.length === 0)
}
