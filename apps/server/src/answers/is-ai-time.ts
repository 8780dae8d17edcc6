import type { AiWhen, ExceptionalDay } from '@hilo/protocol'
import { isOpenNow } from './find-opening.ts'

type Hours = Parameters<typeof isOpenNow>[0]
type At = { timeZone: string; now: Date; days: readonly ExceptionalDay[] }

/** Whether AI answers now, by when it is to. Where nobody said when people are there it always does. */
export function isAiTime(when: AiWhen, hours: Hours, at: At): boolean {
  if (when === 'always') return true
  const isOpen = isOpenNow(hours, at)
  return isOpen === null || isOpen === (when === 'inside_hours')
}
