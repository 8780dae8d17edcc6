import { AppError, newId } from '@hilo/protocol'
import { z } from 'zod'
import { json } from '../http/answer.ts'
import { bodyOf, idempotencyKeyOf, requireToken, serviceAnswer } from '../http/business-call.ts'
import { once } from '../http/once.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import type { Appointment, Appointments } from './appointments.ts'
import { isFree, listTimes } from './list-times.ts'

const LIMIT_MAX = 50
const NewAppointment = z.object({ startsAt: z.string(), name: z.string().min(1).max(200) })
const Change = z.object({
  startsAt: z.string().optional(),
  status: z.enum(['confirmed', 'cancelled']).optional(),
})

/** The practice's own API. A change is the same however often it is sent; only booking needs a key. */
export function appointmentRoutes(appointments: Appointments): Route[] {
  const served = (method: string, path: string, work: (request: Incoming) => Answer | Promise<Answer>) =>
    route(method, path, (request) =>
      serviceAnswer(appointments, () => {
        requireToken(request, appointments.settings.token)
        return work(request)
      }),
    )
  return [
    served('GET', '/appointments/times', ({ url }) => json(200, { times: timesFor(appointments, url) })),
    served('POST', '/appointments', async (request) => {
      const asked = bodyOf(request, NewAppointment)
      const call = { key: idempotencyKeyOf(request), request: asked }
      const { result, isRepeated } = await once(appointments, call, () => book(appointments, asked))
      return result ? json(isRepeated ? 200 : 201, result) : taken()
    }),
    served('PATCH', '/appointments/:id', async (request) => {
      const changed = change(appointments, request.params.id ?? '', bodyOf(request, Change))
      await appointments.state.flush()
      return changed ? json(200, changed) : taken()
    }),
  ]
}

function timesFor(appointments: Appointments, { searchParams }: URL): string[] {
  const after = Date.parse(searchParams.get('after') ?? '')
  const limit = Number(searchParams.get('limit') ?? '5')
  if (Number.isNaN(after)) throw new AppError('invalid_request', 'Give a moment: ?after=2026-11-25T09:00Z.')
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new AppError('invalid_request', `Give a limit from 1 to ${LIMIT_MAX}.`)
  }
  return listTimes(appointments, after, limit)
}

function book(appointments: Appointments, asked: z.output<typeof NewAppointment>): Appointment | null {
  if (!isFree(appointments, asked.startsAt)) return null
  const appointment: Appointment = { id: newId(), ...asked, status: 'booked' }
  appointments.list.set(appointment.id, appointment)
  return appointment
}

function change(
  appointments: Appointments,
  id: string,
  { startsAt, status }: z.output<typeof Change>,
): Appointment | null {
  const appointment = appointments.list.get(id)
  if (!appointment) throw new AppError('not_found', 'There is no such appointment.')
  if (startsAt !== undefined && startsAt !== appointment.startsAt) {
    if (!isFree(appointments, startsAt)) return null
    Object.assign(appointment, { startsAt, status: 'booked' })
  }
  if (status) appointment.status = status
  return appointment
}

function taken(): Answer {
  return json(422, { code: 'time_taken', message: 'This time is not free.' })
}
