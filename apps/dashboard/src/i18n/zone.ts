import type { Language } from './language.ts'

/** A time on the clock of a place, as a field of a form holds it: `2026-12-01T09:30`. */
export function clockIn(timeZone: string, at: number): string {
  const how = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const
  // Sweden writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', how).format(at).replace(' ', 'T')
}

/** The moment at which a clock there shows this. Of an hour that a change of clocks skips, the one after it. */
export function momentIn(timeZone: string, clock: string): Date {
  const asUtc = Date.parse(`${clock}Z`)
  const aheadAt = (at: number) => Date.parse(`${clockIn(timeZone, at)}Z`) - at
  const near = asUtc - aheadAt(asUtc)
  return new Date(asUtc - aheadAt(near))
}

/** Day, hour and minute on the clock of a place, which is named. */
export function timeIn(timeZone: string, at: string, language: Language): string {
  const how = { timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const
  return `${new Intl.DateTimeFormat(language, how).format(new Date(at))} (${zoneName(timeZone)})`
}

/** `America/Argentina/Buenos_Aires`, as people read it. */
export function zoneName(timeZone: string): string {
  return timeZone.replaceAll('_', ' ')
}
