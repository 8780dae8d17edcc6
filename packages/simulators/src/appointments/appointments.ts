import type { Fault } from '../http/business-call.ts'
import type { Done } from '../http/once.ts'
import { createStateFile, readState, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'

/** The agenda of a small practice: who comes when, and whether they said so. */

export type Appointment = {
  id: string
  /** With the practice's offset, as 2026-11-25T09:30:00-03:00. */
  startsAt: string
  name: string
  status: 'booked' | 'confirmed' | 'cancelled'
}

export type AppointmentSettings = { latencyMs: number; token: string }

export type Appointments = {
  list: Map<string, Appointment>
  done: Map<string, Done>
  settings: AppointmentSettings
  faults: Fault[]
  timers: Timers
  state: StateFile
  close(): Promise<void>
}

type Saved = { list: Appointment[]; done: Done[] }

/** The agenda as it was when `stateFile` was last written; empty without one. */
export function createAppointments(stateFile: string | undefined): Appointments {
  const saved = (readState(stateFile) as Saved | null) ?? { list: [], done: [] }
  const list = new Map(saved.list.map((appointment) => [appointment.id, appointment]))
  const done = new Map(saved.done.map((call) => [call.key, call]))
  const timers = createTimers()
  const state = createStateFile(stateFile, () => ({ list: [...list.values()], done: [...done.values()] }))
  return {
    list,
    done,
    settings: { latencyMs: 0, token: 'practice-token' },
    faults: [],
    timers,
    state,
    async close() {
      timers.stop()
      await state.flush()
    },
  }
}
