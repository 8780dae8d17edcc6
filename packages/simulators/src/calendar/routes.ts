import { AppError } from '@hilo/protocol'
import { z } from 'zod'
import { bytes, json } from '../http/answer.ts'
import { bodyOf, idempotencyKeyOf, serviceAnswer } from '../http/business-call.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { type BookingOutcome, book } from './book.ts'
import type { Calendar } from './calendar.ts'
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
    route('GET', '/calendar/slots', (request) => serviceAnswer(calendar, () => slots(calendar, request))),
    route('GET', '/calendar/bookings', () => json(200, { bookings: [...calendar.bookings.values()] })),
    route('POST', '/calendar/bookings', (request) => serviceAnswer(calendar, () => post(calendar, request))),
  ]
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

async function post(calendar: Calendar, request: Incoming): Promise<Answer> {
  const key = idempotencyKeyOf(request)
  return outcomeAnswer(await book(calendar, key, bodyOf(request, Request)))
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
