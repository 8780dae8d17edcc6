import type { Appointments } from './appointments.ts'

const OFFSET = '-03:00'
const OFFSET_MS = -3 * 3_600_000
const DAY_MS = 86_400_000
const TIMES = ['09:00', '09:30', '10:30', '11:00', '15:00', '16:30']
const DAYS_AHEAD = 60

/** The first free times after a moment, Monday to Friday. */
export function listTimes(appointments: Appointments, after: number, limit: number): string[] {
  const taken = takenTimes(appointments)
  const free: string[] = []
  for (let day = 0; day < DAYS_AHEAD && free.length < limit; day++) {
    for (const startsAt of timesOf(after + day * DAY_MS)) {
      const isLater = Date.parse(startsAt) > after
      if (isLater && !taken.has(startsAt) && free.length < limit) free.push(startsAt)
    }
  }
  return free
}

/** True for a time that the practice offers and that nobody has. */
export function isFree(appointments: Appointments, startsAt: string): boolean {
  return timesOf(Date.parse(startsAt)).includes(startsAt) && !takenTimes(appointments).has(startsAt)
}

function timesOf(moment: number): string[] {
  const local = new Date(moment + OFFSET_MS)
  if (Number.isNaN(moment) || local.getUTCDay() % 6 === 0) return []
  return TIMES.map((time) => `${local.toISOString().slice(0, 10)}T${time}:00${OFFSET}`)
}

function takenTimes({ list }: Appointments): Set<string> {
  const standing = [...list.values()].filter(({ status }) => status !== 'cancelled')
  return new Set(standing.map(({ startsAt }) => startsAt))
}
