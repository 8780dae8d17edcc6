import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Simulators, startSimulators } from '../simulators.ts'

let folder: string
let simulators: Simulators

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilo-calendar-'))
  simulators = await startSimulators({ stateFile: join(folder, 'state.json') })
})
afterEach(async () => {
  await simulators.close()
  await rm(folder, { recursive: true })
})

type Slots = { slots: { id: string; time: string; seats: number }[] }

async function slots(query: string): Promise<Slots['slots']> {
  const answer = await fetch(`${simulators.calendarUrl}/slots?${query}`)
  return ((await answer.json()) as Slots).slots
}

function book(key: string, body: object): Promise<Response> {
  return fetch(`${simulators.calendarUrl}/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': key }) },
    body: JSON.stringify(body),
  })
}

async function aSlot(): Promise<string> {
  return (await slots('date=2026-11-24&guests=2'))[0]?.id ?? ''
}

describe('slots', () => {
  test('of a day are always the same, and days differ', async () => {
    const [first, again, other] = [
      await slots('date=2026-11-24&guests=2'),
      await slots('date=2026-11-24&guests=2'),
      await slots('date=2026-11-25&guests=2'),
    ]

    expect(first).toEqual(again)
    expect(first.length).toBeGreaterThan(3)
    expect(first.map((slot) => slot.time)).not.toEqual(other.map((slot) => slot.time))
  })

  test('disappear for those who no longer fit', async () => {
    await simulators.calendar.settings({ seatsPerSlot: 4 })
    const slot = await aSlot()
    await book('k1', { slot, guests: 3, name: 'Ana' })

    expect((await slots('date=2026-11-24&guests=2')).map(({ id }) => id)).not.toContain(slot)
    expect((await slots('date=2026-11-24&guests=1')).find(({ id }) => id === slot)?.seats).toBe(1)
  })

  test.each(['date=24-11-2026&guests=2', 'date=2026-02-30&guests=2', 'date=2026-11-24&guests=none'])(
    'of %s are refused',
    async (query) => {
      expect((await fetch(`${simulators.calendarUrl}/slots?${query}`)).status).toBe(400)
    },
  )
})

describe('a booking', () => {
  test('is made once per key, however often it is sent, and counts the calls', async () => {
    const slot = await aSlot()
    const answers = await Promise.all([1, 2, 3].map(() => book('k1', { slot, guests: 2, name: 'Ana' })))

    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))
    expect(new Set(ids).size).toBe(1)
    expect(await simulators.calendar.bookings()).toMatchObject([{ key: 'k1', calls: 3 }])
  })

  test('under a used key but with another body is a conflict', async () => {
    const slot = await aSlot()
    await book('k1', { slot, guests: 2, name: 'Ana' })

    expect((await book('k1', { slot, guests: 3, name: 'Ana' })).status).toBe(409)
  })

  test('of a full slot, of no slot and without a key is refused', async () => {
    await simulators.calendar.settings({ seatsPerSlot: 2 })
    const slot = await aSlot()
    await book('k1', { slot, guests: 2, name: 'Ana' })

    expect((await book('k2', { slot, guests: 1, name: 'Leo' })).status).toBe(422)
    expect((await book('k3', { slot: '2026-11-24T04:00', guests: 1, name: 'Leo' })).status).toBe(400)
    expect((await book('', { slot, guests: 1, name: 'Leo' })).status).toBe(400)
  })

  test('is on the disk before it is answered, and outlives a restart', async () => {
    const slot = await aSlot()
    await book('k1', { slot, guests: 2, name: 'Ana' })
    const written = await readFile(join(folder, 'state.json.calendar'), 'utf8')
    await simulators.close()
    simulators = await startSimulators({ stateFile: join(folder, 'state.json') })

    expect(written).toContain('"k1"')
    expect((await book('k1', { slot, guests: 2, name: 'Ana' })).status).toBe(200)
  })

  test('fails with 503 as often as asked, and books nothing then', async () => {
    await simulators.calendar.fail({ times: 2 })
    const slot = await aSlot().catch(() => '')
    const failed = await book('k1', { slot, guests: 2, name: 'Ana' })

    expect(failed.status).toBe(503)
    expect(await simulators.calendar.bookings()).toEqual([])
    expect((await book('k1', { slot: await aSlot(), guests: 2, name: 'Ana' })).status).toBe(201)
  })

  test('whose answer is lost was made', async () => {
    const slot = await aSlot()
    await simulators.calendar.fail({ kind: 'lose_answer' })

    await expect(book('k1', { slot, guests: 2, name: 'Ana' })).rejects.toThrow()
    expect((await book('k1', { slot, guests: 2, name: 'Ana' })).status).toBe(200)
  })

  test('is on the page that people see, with its name as text', async () => {
    await book('k1', { slot: await aSlot(), guests: 2, name: '<b>Ana</b>' })
    const page = await (await fetch(simulators.calendarUrl, { headers: { 'accept-language': 'es' } })).text()

    expect(page).toContain('&lt;b&gt;Ana&lt;/b&gt;')
    expect(page).toContain('Reservas')
  })
})
