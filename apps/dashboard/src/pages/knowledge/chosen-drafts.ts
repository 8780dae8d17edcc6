import type { Id } from '@hilo/protocol'

/** As many as the server takes at once: its `TOGETHER_MAX`, whose file would bring all schemas with it. */
export const CHOSEN_MAX = 50

type Draft = { id: Id; revision: number }

/**
 * What is chosen, each as it was seen. Kept by what is in it, not by what is left out: a draft that comes
 * later, or is rewritten, was chosen by nobody.
 */
export type Choice = ReadonlyMap<Id, number>

/** Of drafts those that are wanted, as many as go together. */
export function choiceOf(drafts: readonly Draft[], isWanted: (id: Id) => boolean = () => true): Choice {
  const wanted = drafts.filter(({ id }) => isWanted(id)).slice(0, CHOSEN_MAX)
  return new Map(wanted.map(({ id, revision }) => [id, revision]))
}

/** Those that are still what was chosen. */
export function chosenOf<One extends Draft>(drafts: readonly One[], choice: Choice): One[] {
  return drafts.filter(({ id, revision }) => choice.get(id) === revision)
}

/** Whether somebody rewrote it after it was chosen. */
export function isOvertaken({ id, revision }: Draft, choice: Choice): boolean {
  const seen = choice.get(id)
  return seen !== undefined && seen !== revision
}

/** The choice with one more, as it is seen now, or without it. */
export function withOne(choice: Choice, { id, revision }: Draft, isChosen: boolean): Choice {
  const next = new Map(choice)
  if (isChosen) next.set(id, revision)
  else next.delete(id)
  return next
}
