import type { Id } from '@hilo/protocol'

/** As many as the server takes at once: its `TOGETHER_MAX`, whose file would bring all schemas with it. */
export const CHOSEN_MAX = 50

/** Of drafts those that are wanted, as many as go together. */
export function chosenOf<Draft extends { id: Id }>(
  drafts: readonly Draft[],
  isWanted: (id: Id) => boolean,
): Draft[] {
  return drafts.filter(({ id }) => isWanted(id)).slice(0, CHOSEN_MAX)
}

/** Kept by what is chosen, not by what is left out: a draft that comes later was chosen by nobody. */
export function idsOf(chosen: readonly { id: Id }[]): ReadonlySet<Id> {
  return new Set(chosen.map(({ id }) => id))
}
