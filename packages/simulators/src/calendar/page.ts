import { escapeHtml, languageOf } from '../http/html.ts'
import type { Calendar, KeyedBooking } from './calendar.ts'

const WORDS = {
  en: {
    title: 'Bookings',
    empty: 'Nothing is booked yet.',
    head: ['Slot', 'Guests', 'Name', 'Booked at', 'Calls'],
    note: 'Calls: how often the same booking was sent. It is made once.',
  },
  es: {
    title: 'Reservas',
    empty: 'Todavía no hay reservas.',
    head: ['Turno', 'Personas', 'Nombre', 'Reservado', 'Llamadas'],
    note: 'Llamadas: cuántas veces llegó la misma reserva. Se hace una sola vez.',
  },
}

/** A page that lists the bookings, newest first. */
export function calendarPage(calendar: Calendar, acceptLanguage: string): string {
  const lang = languageOf(acceptLanguage)
  const words = WORDS[lang]
  const rows = [...calendar.bookings.values()].reverse()
  const table = `<table><thead><tr>${words.head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${rows.map(rowOf).join('\n')}</tbody></table><p class="note">${words.note}</p>`
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>${words.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/phones/phone/list.css"></head>
<body><main><h1>${words.title}</h1>
${rows.length === 0 ? `<p class="note">${words.empty}</p>` : table}
</main></body></html>`
}

function rowOf({ booking, calls }: KeyedBooking): string {
  const cells = [
    booking.slot.replace('T', ' '),
    String(booking.guests),
    booking.name,
    booking.createdAt.slice(0, 19).replace('T', ' '),
    String(calls),
  ]
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
}
