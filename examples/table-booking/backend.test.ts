import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { simulate } from '@hilo/sdk/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import backend from './backend.ts'

type Answer = { status: number; body?: unknown }

const NOW = '2026-11-24T15:00:00Z'
const slots = ['20:00', '21:30'].map((time) => ({ id: `2026-11-25T${time}`, label: time, time }))

let server: Server
let calls: { path: string; key: string | undefined; body: unknown }[]
/** What the calendar answers to the next calls; then what it always does. */
let next: Answer[]
let calendarUrl: string

beforeEach(async () => {
  ;[calls, next] = [[], []]
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const path = request.url ?? ''
      const key = request.headers['idempotency-key']?.toString()
      calls.push({ path, key, body: body === '' ? null : JSON.parse(body) })
      const usual = path.startsWith('/slots') ? { status: 200, body: { slots } } : { status: 201, body: {} }
      const { status, body: answer } = next.shift() ?? usual
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  calendarUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

function begin(contact: { name: string | null; locale: string }) {
  return simulate(backend, { config: { calendarUrl }, contact, now: NOW })
}

describe('table-booking', () => {
  test('books a table in Spanish', async () => {
    const t = begin({ name: 'Ana', locale: 'es-AR' })
    await t.says('hola')
    t.expect('¡Hola! Con gusto te reservo una mesa. ¿Para cuántas personas?')
    await t.says('somos varios')
    t.expect('Dime solo el número. ¿Cuántos van a ser?')
    await t.says('somos 4')
    t.expect('¿Para qué día?')
    expect(t.options).toEqual(['Mañana', 'Jueves 26', 'Viernes 27', 'Sábado 28', 'Domingo 29'])
    await t.says('sabado')
    t.expect('Para el sábado 28 tengo estos horarios. ¿Cuál prefieres?')
    expect(t.options).toEqual(['20:00', '21:30'])
    await t.says('2')
    t.expect('Listo, Ana: mesa para 4 el sábado 28 a las 21:30. ¡Te esperamos!')

    expect(t.outcome).toBe('booked')
    expect(calls).toEqual([
      { path: '/slots?date=2026-11-28&guests=4', key: undefined, body: null },
      { path: '/bookings', key: 'run-1:0:0006', body: { slot: '2026-11-25T21:30', guests: 4, name: 'Ana' } },
    ])
  })

  test('books in English, and asks for a name that it does not know', async () => {
    const t = begin({ name: null, locale: 'en' })
    for (const said of ['hi', '2', 'tomorrow']) await t.says(said)
    t.expect('These are the times I have tomorrow. Which one suits you?')
    await t.presses('20:00')
    t.expect('What name shall I put it under?')
    await t.says('Leo')

    t.expect('All set, Leo: a table for 2 tomorrow at 20:00. See you then!')
  })

  test('offers another time when the chosen one has just gone', async () => {
    const t = begin({ name: 'Ana', locale: 'es' })
    for (const said of ['hola', '4', 'mañana']) await t.says(said)
    next = [{ status: 422 }]
    await t.presses('20:00')
    t.expect('Uy, ese horario se acaba de ocupar. ¿Te sirve alguno de estos?')
    await t.presses('21:30')

    t.expect(/a las 21:30/)
    expect(new Set(calls.filter(({ key }) => key).map(({ key }) => key)).size).toBe(2)
  })

  test('tries other days, and hands over when three have no room', async () => {
    const t = begin({ name: 'Ana', locale: 'es' })
    for (const said of ['hola', '4']) await t.says(said)
    for (const day of ['1', '2']) {
      next = [{ status: 200, body: { slots: [] } }]
      await t.says(day)
      t.expect('Ese día ya no me queda lugar. ¿Probamos con otro?')
    }
    next = [{ status: 200, body: { slots: [] } }]
    await t.says('3')

    t.expect(/Enseguida te escribe\./)
    expect(t.handoff?.summary).toBe('A table for 4; the days asked for are full.')
  })

  test('hands a large group to a person', async () => {
    const t = begin({ name: 'Ana', locale: 'es' })
    for (const said of ['hola', '20']) await t.says(said)
    expect(t.handoff?.summary).toBe('A table for 20.')
    await t.handBack()

    t.expect('Si quieres otra mesa, escríbeme y la buscamos.')
    expect(t.status).toBe('done')
  })

  test('books once, under one key, when the calendar fails on the way', async () => {
    const t = begin({ name: 'Ana', locale: 'es' })
    for (const said of ['hola', '4', 'mañana']) await t.says(said)
    next = [{ status: 503 }, { status: 503 }]
    await t.presses('20:00')

    const keys = calls.filter(({ path }) => path === '/bookings').map(({ key }) => key)
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    t.expect(/^Listo, Ana/)
  })

  test('gives up politely on who does not answer', async () => {
    const t = begin({ name: 'Ana', locale: 'es' })
    for (const said of ['hola', '4', 'mañana']) await t.says(said)
    await t.advance('3 days')

    t.expect('Lo dejamos aquí por ahora. Cuando quieras tu mesa, escríbeme.')
    expect(t.outcome).toBe('abandoned')
  })
})

test('tells AI which tables are free, and books none', async () => {
  const t = simulate(backend, { config: { maxGuests: 8, calendarUrl } })

  expect(await t.tool('freeTables', { date: '2026-11-25', guests: 4 })).toMatchObject({
    result: { times: ['20:00', '21:30'] },
  })
  expect(await t.tool('freeTables', { date: '2026-11-25', guests: 12 })).toEqual({
    refused: expect.stringContaining('person'),
  })
  expect(calls.map(({ path }) => path)).toEqual(['/slots?date=2026-11-25&guests=4'])
})
