import type { Choice } from '@hilo/protocol'
import type { MemoryRun } from '@hilo/runtime/memory'

/** The options of the question that waits for an answer. */
export function openChoicesOf<Config, State>(run: MemoryRun<Config, State>): readonly Choice[] {
  const question = run.sent.findLast((content) => content.type === 'choices')
  const position = run.wait?.kind === 'message' ? run.wait.position : null
  const isOpen = run.journal.some((entry) => entry.kind === 'choose' && entry.position === position)
  return isOpen ? (question?.choices ?? []) : []
}

/** The one with this title. @throws Error with what is offered, when there is none. */
export function openChoiceOf<Config, State>(run: MemoryRun<Config, State>, title: string): Choice {
  const choices = openChoicesOf(run)
  const choice = choices.find((candidate) => candidate.title === title)
  if (choice) return choice
  const offered = choices.map((each) => `"${each.title}"`).join(', ') || 'nothing'
  throw new Error(`There is no "${title}" to press. What is offered: ${offered}.`)
}
