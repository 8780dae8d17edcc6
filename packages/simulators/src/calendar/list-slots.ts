import type { Calendar, Slot } from './calendar.ts'

const TIMES = ['13:00', '13:30', '14:00', '14:30', '20:00', '20:30', '21:00', '21:30', '22:00']

/**
 * The slots of a day that have room for `guests`. The same day always offers the same times: a few are
 * missing, and which ones follows from the date alone, so that days differ and tests can rely on them.
 */
export function listSlots(calendar: Calendar, date: string, guests: number): Slot[] {
  return timesOf(date)
    .map((time) => {
      const id = `${date}T${time}`
      return { id, label: time, date, time, seats: seatsLeft(calendar, id) }
    })
    .filter((slot) => slot.seats >= guests)
}

/** True for a slot that the calendar offers, whether or not there is room. */
export function isSlot(id: string): boolean {
  const [date = '', time = ''] = id.split('T')
  return isDate(date) && timesOf(date).includes(time)
}

/** How many guests still fit. */
export function seatsLeft(calendar: Calendar, id: string): number {
  let taken = 0
  for (const { booking } of calendar.bookings.values()) if (booking.slot === id) taken += booking.guests
  return calendar.settings.seatsPerSlot - taken
}

/** True for a day that exists, written as 2026-11-22. */
export function isDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
}

function timesOf(date: string): string[] {
  const seed = [...date].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 9_973, 7)
  return TIMES.filter((_time, index) => (seed + index * 5) % 4 !== 0)
}
