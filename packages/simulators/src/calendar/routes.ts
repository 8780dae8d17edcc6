import { AppError } from '@hilo/protocol'
import { z } from 'zod'
import { bytes, errorAnswer, json, readJson } from '../http/answer.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { type BookingOutcome, book } from './book.ts'
import type { Calendar, CalendarFault } from './calendar.ts'
import { isDate, listSlots } from './list-slots.ts'
import { calendarPage } from './page.ts'

const Request = z.object({
  slot: z.string(),
  guests: z.number().int().min(1).max(100),
  name: z.string().min(1).max(200),
})

/** The calendar's own API and the page where a person sees what was booked. */
export function calendarRoutes(calendar: Calendar): Route[] {
  return [
    route('GET', '/calendar', (request) =>
      bytes('text/html; charset=utf-8', calendarPage(calendar, request.headers['accept-language'] ?? ''), {
        'content-security-policy': "default-src 'none'; style-src 'self'",
      }),
    ),
    route('GET', '/calendar/slots', (request) => answer(calendar, () => slots(calendar, request))),
    route('GET', '/calendar/bookings', () => json(200, { bookings: [...calendar.bookings.values()] })),
    route('POST', '/calendar/bookings', (request) =>
      answer(calendar, (fault) => post(calendar, request, fault)),
    ),
  ]
}

/** Takes its time and its faults, then runs `work`. A call that fails with 503 has done nothing. */
async function answer(
  calendar: Calendar,
  work: (fault: CalendarFault | null) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (calendar.settings.latencyMs > 0) await calendar.timers.pause(calendar.settings.latencyMs)
  const fault = takeFault(calendar)
  if (fault?.kind === 'http_503') return json(503, { code: 'unavailable', message: 'The calendar is busy.' })
  try {
    return await work(fault)
  } catch (error) {
    return errorAnswer(error)
  }
}

function takeFault(calendar: Calendar): CalendarFault | null {
  const [fault] = calendar.faults
  if (!fault) return null
  fault.times -= 1
  if (fault.times <= 0) calendar.faults.shift()
  return fault
}

function slots(calendar: Calendar, request: Incoming): Answer {
  const date = request.url.searchParams.get('date') ?? ''
  const guests = Number(request.url.searchParams.get('guests') ?? '1')
  if (!isDate(date)) throw new AppError('invalid_request', 'Give a date like 2026-11-22.')
  if (!Number.isInteger(guests) || guests < 1) {
    throw new AppError('invalid_request', 'Give the number of guests, at least 1.')
  }
  return json(200, { date, guests, slots: listSlots(calendar, date, guests) })
}

async function post(calendar: Calendar, request: Incoming, fault: CalendarFault | null): Promise<Answer> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') {
    throw new AppError('invalid_request', 'A booking needs the header Idempotency-Key.')
  }
  const body = Request.safeParse(readJson(request))
  if (!body.success) throw new AppError('invalid_request', z.prettifyError(body.error))
  const outcome = await book(calendar, key, body.data)
  if (fault?.kind === 'lose_answer') return { type: 'drop' }
  return outcomeAnswer(outcome)
}

function outcomeAnswer(outcome: BookingOutcome): Answer {
  switch (outcome.type) {
    case 'booked':
      return json(201, outcome.booking)
    case 'repeated':
      return json(200, outcome.booking)
    case 'other_request':
      return json(409, { code: 'conflict', message: 'This Idempotency-Key was used for another booking.' })
    case 'unknown_slot':
      return json(400, { code: 'unknown_slot', message: 'There is no such slot.' })
    case 'full':
      return json(422, { code: 'slot_full', message: 'There is no room left at this time.' })
  }
}
