import { newId } from '@hilo/protocol'
import type { Booking, Calendar } from './calendar.ts'
import { isSlot, seatsLeft } from './list-slots.ts'

export type BookingRequest = { slot: string; guests: number; name: string }

/** The whole list of ways a booking can end. `repeated`: the key was known, and nothing happened again. */
export type BookingOutcome =
  | { type: 'booked'; booking: Booking }
  | { type: 'repeated'; booking: Booking }
  | { type: 'other_request' }
  | { type: 'unknown_slot' }
  | { type: 'full' }

/**
 * Books a slot once per key: the same call again gives the same booking and counts, and changes nothing else.
 * Whatever it changed is on the disk before it resolves.
 */
export async function book(
  calendar: Calendar,
  key: string,
  request: BookingRequest,
): Promise<BookingOutcome> {
  const known = calendar.bookings.get(key)
  if (known) {
    known.calls += 1
    await calendar.state.flush()
    return isSame(known.booking, request)
      ? { type: 'repeated', booking: known.booking }
      : { type: 'other_request' }
  }
  if (!isSlot(request.slot)) return { type: 'unknown_slot' }
  if (seatsLeft(calendar, request.slot) < request.guests) return { type: 'full' }
  const booking = { id: newId(), ...request, createdAt: new Date().toISOString() }
  calendar.bookings.set(key, { key, calls: 1, booking })
  await calendar.state.flush()
  return { type: 'booked', booking }
}

function isSame(booking: Booking, request: BookingRequest): boolean {
  return booking.slot === request.slot && booking.guests === request.guests && booking.name === request.name
}
