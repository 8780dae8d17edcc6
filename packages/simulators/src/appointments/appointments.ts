import { type Business, openBusiness } from '../business/business.ts'
import type { Done } from '../http/once.ts'
import { readState } from '../state-file.ts'

/** The agenda of a small practice: who comes when, and whether they said so. */

export type Appointment = {
  id: string
  /** With the practice's offset, as 2026-11-25T09:30:00-03:00. */
  startsAt: string
  name: string
  status: 'booked' | 'confirmed' | 'cancelled'
}

export type Appointments = Business & {
  list: Map<string, Appointment>
}

type Saved = { list: Appointment[]; done: Done[] }

/** The agenda as it was when `stateFile` was last written; empty without one. */
export function createAppointments(stateFile: string | undefined): Appointments {
  const saved = (readState(stateFile) as Saved | null) ?? { list: [], done: [] }
  const list = new Map(saved.list.map((appointment) => [appointment.id, appointment]))
  const snapshot = () => ({ list: [...list.values()] })
  return { list, ...openBusiness({ stateFile, token: 'practice-token', done: saved.done, snapshot }) }
}
