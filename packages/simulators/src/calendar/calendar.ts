/** The booking service of a small restaurant: what a micro-backend of a real business would talk to. */
import type { Fault } from '../http/business-call.ts'
import { createStateFile, readState, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'

/** `label` is what a person reads; it needs no translation. */
export type Slot = { id: string; label: string; date: string; time: string; seats: number }

export type Booking = { id: string; slot: string; guests: number; name: string; createdAt: string }

/** A booking with the key that made it, and how often that key was sent. */
export type KeyedBooking = { key: string; calls: number; booking: Booking }

type CalendarSettings = {
  latencyMs: number
  /** How many guests one slot takes. */
  seatsPerSlot: number
}

export type Calendar = {
  bookings: Map<string, KeyedBooking>
  settings: CalendarSettings
  faults: Fault[]
  timers: Timers
  state: StateFile
  close(): Promise<void>
}

/** The calendar as it was when `stateFile` was last written; empty without one. */
export function createCalendar(stateFile: string | undefined): Calendar {
  const saved = (readState(stateFile) as { bookings: KeyedBooking[] } | null) ?? { bookings: [] }
  const bookings = new Map(saved.bookings.map((entry) => [entry.key, entry]))
  const timers = createTimers()
  const state = createStateFile(stateFile, () => ({ bookings: [...bookings.values()] }))
  return {
    bookings,
    settings: { latencyMs: 0, seatsPerSlot: 40 },
    faults: [],
    timers,
    state,
    async close() {
      timers.stop()
      await state.flush()
    },
  }
}
