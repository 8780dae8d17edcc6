import { TerminalError } from '@hilo/sdk'

export type Slot = { id: string; label: string }

/** The times of a day that have room. */
export async function findSlots(calendarUrl: string, date: string, guests: number): Promise<Slot[]> {
  const response = await fetch(
    `${calendarUrl}/slots?${new URLSearchParams({ date, guests: String(guests) })}`,
  )
  if (!response.ok) throw refusal(response.status)
  const { slots } = (await response.json()) as { slots: Slot[] }
  return slots.map(({ id, label }) => ({ id, label }))
}

/** Books a table. The key makes it safe to ask again: the calendar books once for each. */
export async function book(
  calendarUrl: string,
  booking: { slot: string; guests: number; name: string },
  idempotencyKey: string,
): Promise<'booked' | 'full'> {
  const response = await fetch(`${calendarUrl}/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(booking),
  })
  if (response.status === 422) return 'full'
  if (!response.ok) throw refusal(response.status)
  return 'booked'
}

/** What is wrong with the request will be wrong again; a service that is down may come back. */
function refusal(status: number): Error {
  const words = `The calendar answered ${status}.`
  return status < 500 && status !== 429 ? new TerminalError(words) : new Error(words)
}
