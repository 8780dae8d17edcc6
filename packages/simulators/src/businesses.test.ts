import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { simulatorClient } from './control/client.ts'
import { type Simulators, startSimulators } from './simulators.ts'

let folder: string
let simulators: Simulators

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilo-businesses-'))
  simulators = await startSimulators({ stateFile: join(folder, 'state.json') })
})
afterEach(async () => {
  await simulators.close()
  await rm(folder, { recursive: true })
})

type Call = { method?: string; token?: string; key?: string; body?: unknown }

async function call(path: string, { method = 'POST', token, key, body }: Call) {
  const response = await fetch(simulators.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const SHOP = { token: 'shop-token' }
const PRACTICE = { token: 'practice-token' }
const lead = { externalId: 'c1', name: 'Ana', phone: null, email: null, score: 10, answers: {} }

describe('every service', () => {
  test.each([
    ['/shop/orders/1001', 'GET', undefined],
    ['/appointments/times?after=2026-11-23', 'GET', undefined],
    ['/crm/leads', 'POST', lead],
    ['/documents', 'POST', { name: 'Ana', idNumber: '1' }],
  ])('refuses a wrong token: %s', async (path, method, body) => {
    expect((await call(path, { method, body, token: 'wrong' })).status).toBe(401)
  })

  test('does once what comes twice under one key, and refuses another request under it', async () => {
    const send = (score: number) =>
      call('/crm/leads', { token: 'crm-token', key: 'k1', body: { ...lead, score } })

    expect([(await send(10)).status, (await send(10)).status, (await send(20)).status]).toEqual([
      201, 200, 409,
    ])
    expect(await simulators.crm.leads()).toEqual([lead])
    expect(await simulators.crm.calls()).toMatchObject([{ key: 'k1', calls: 3 }])
    expect((await call('/crm/leads', { token: 'crm-token', body: lead })).status).toBe(400)
  })

  test('fails as it was told to: before the work, or with its answer lost', async () => {
    const send = () => call('/crm/leads', { token: 'crm-token', key: 'k1', body: lead })
    await simulators.crm.fail()
    expect((await send()).status).toBe(503)
    expect(await simulators.crm.leads()).toEqual([])
    await simulators.crm.fail({ kind: 'lose_answer' })

    await expect(send()).rejects.toThrow()
    expect(await simulators.crm.leads()).toEqual([lead])
  })

  test('outlives a restart', async () => {
    await simulators.shop.putOrder({ number: '1001' })
    await call('/appointments', {
      ...PRACTICE,
      key: 'k',
      body: { startsAt: '2026-11-24T09:00:00-03:00', name: 'Ana' },
    })
    await call('/crm/leads', { token: 'crm-token', key: 'k1', body: lead })
    await simulators.close()
    simulators = await startSimulators({ stateFile: join(folder, 'state.json') })
    const client = simulatorClient(simulators.url)

    expect((await call('/shop/orders/1001', { ...SHOP, method: 'GET' })).status).toBe(200)
    expect(await client.appointments.list()).toMatchObject([{ name: 'Ana' }])
    expect(await client.crm.calls()).toMatchObject([{ key: 'k1' }])
  })
})

describe('the shop', () => {
  const check = (code: string, key: string) =>
    call('/shop/orders/1001/codes/check', { ...SHOP, key, body: { code } })
  const mail = () => call('/shop/orders/1001/codes', { ...SHOP, key: crypto.randomUUID(), body: {} })

  beforeEach(async () => {
    await simulators.shop.putOrder({ number: '1001', email: 'ana@example.com' })
  })

  test('takes a code once, and repeats its answer under the same key', async () => {
    await mail()
    const [{ code = '', to } = {}] = await simulators.shop.mails()
    const answers = [await check(code, 'k1'), await check(code, 'k1'), await check(code, 'k2')]

    expect(to).toBe('ana@example.com')
    expect(answers.map(({ body }) => body.isRight)).toEqual([true, true, false])
  })

  test('takes no code after five attempts, and no older code than the last', async () => {
    await mail()
    await mail()
    const [older, last] = await simulators.shop.mails()
    expect((await check(older?.code ?? '', 'old')).body.isRight).toBe(older?.code === last?.code)
    for (const key of ['1', '2', '3', '4']) await check('no', key)

    expect((await check(last?.code ?? '', 'right')).body.isRight).toBe(false)
  })

  test('knows only its orders', async () => {
    expect((await call('/shop/orders/4004', { ...SHOP, method: 'GET' })).status).toBe(404)
  })
})

describe('the practice', () => {
  const times = async (query: string) => call(`/appointments/times?${query}`, { ...PRACTICE, method: 'GET' })
  const book = (startsAt: string, key = startsAt) =>
    call('/appointments', { ...PRACTICE, key, body: { startsAt, name: 'Ana' } })
  const change = (id: unknown, body: object) =>
    call(`/appointments/${id}`, { ...PRACTICE, method: 'PATCH', body })

  test('offers times from Monday to Friday, in its own zone', async () => {
    const { body } = await times('after=2026-11-27T19:00:00Z&limit=2')

    expect(body.times).toEqual(['2026-11-27T16:30:00-03:00', '2026-11-30T09:00:00-03:00'])
    expect((await times('after=never')).status).toBe(400)
    expect((await times('after=2026-11-27&limit=0')).status).toBe(400)
  })

  test('books a free time only, and a cancelled one is free again', async () => {
    const startsAt = '2026-11-24T09:00:00-03:00'
    const first = await book(startsAt)
    expect(first).toMatchObject({ status: 201, body: { startsAt, status: 'booked' } })
    expect([(await book(startsAt, 'k2')).status, (await book('2026-11-22T09:00:00-03:00')).status]).toEqual([
      422, 422,
    ])
    await change(first.body.id, { status: 'cancelled' })

    expect((await book(startsAt, 'k3')).status).toBe(201)
  })

  test('moves an appointment, which then has to be confirmed anew', async () => {
    const { body } = await book('2026-11-24T09:00:00-03:00')
    await change(body.id, { status: 'confirmed' })
    const moved = await change(body.id, { startsAt: '2026-11-24T09:30:00-03:00' })

    expect(moved.body).toMatchObject({ startsAt: '2026-11-24T09:30:00-03:00', status: 'booked' })
    expect((await change(body.id, { startsAt: '2026-11-24T09:30:00-03:00' })).status).toBe(200)
    expect((await change('nobody', { status: 'confirmed' })).status).toBe(404)
  })
})

describe('the store of documents', () => {
  const documents = { token: 'documents-token' }
  const open = async () => {
    const body = { name: 'Ana', idNumber: '12345672' }
    return (await call('/documents', { ...documents, key: 'k1', body })).body.id
  }
  const put = async (path: string, type: string) => {
    const headers = { authorization: 'Bearer documents-token', 'content-type': type }
    const response = await fetch(simulators.url + path, { method: 'PUT', headers, body: 'bytes' })
    return response.status
  }

  test('holds pictures by their sides until they are deleted, however often that is asked', async () => {
    const path = `/documents/${await open()}/pictures`
    expect([await put(`${path}/front`, 'image/jpeg'), await put(`${path}/back`, 'image/png')]).toEqual([
      200, 200,
    ])
    const [record] = await simulators.documents.list()
    expect(record?.pictures).toMatchObject({ front: { size: 5 }, back: { mimeType: 'image/png' } })
    const remove = () => call(`${path}/front`, { ...documents, method: 'DELETE' })

    expect([(await remove()).status, (await remove()).status]).toEqual([200, 200])
    expect(await simulators.documents.list()).toEqual([
      { ...record, pictures: { back: record?.pictures.back } },
    ])
  })

  test('takes nothing but pictures of two sides, for records that it has', async () => {
    const id = await open()

    expect(await put(`/documents/${id}/pictures/front`, 'text/plain')).toBe(400)
    expect(await put(`/documents/${id}/pictures/top`, 'image/png')).toBe(404)
    expect(await put('/documents/none/pictures/front', 'image/png')).toBe(404)
    await call(`/documents/${id}`, { ...documents, method: 'DELETE' })
    expect((await call(`/documents/${id}`, { ...documents, method: 'DELETE' })).status).toBe(404)
  })
})
