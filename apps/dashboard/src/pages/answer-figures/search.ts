import { type Id, isId } from '@hilo/protocol'

export const DAYS = [1, 7, 30, 90] as const

/** Which inbox, and how many days. */
export type FiguresSearch = { inboxId?: Id; days: number }

/** What the address asks for; what it does not understand is left out. */
export function parseFiguresSearch({ inboxId, days }: Record<string, unknown>): FiguresSearch {
  return { ...(isId(inboxId) && { inboxId }), days: DAYS.find((known) => known === days) ?? 30 }
}
