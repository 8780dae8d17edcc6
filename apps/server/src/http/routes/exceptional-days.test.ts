import { api, EXCEPTIONAL_DAYS_MAX, HOURS_A_DAY_MAX } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const CHRISTMAS = { name: 'Christmas', hours: [] }
let orgId: string
let ada: Caller

beforeEach(async () => {
  orgId = await anOrg(server.db)
  ada = await server.signIn(orgId, { role: 'owner' })
})

const put = (day: string, body: object = CHRISTMAS) =>
  ada.call(api.putExceptionalDay, { params: { day }, body })
const inYears = (years: number, rest = '-12-25') => `${new Date().getUTCFullYear() + years}${rest}`

describe('exceptional days', () => {
  test('are listed in their order, replaced by their date, and deleted once', async () => {
    await put(inYears(1, '-12-24'), { name: 'Christmas Eve', hours: [{ from: 540, to: 780 }] })
    await put(inYears(1))
    const { days } = await put(inYears(1, '-01-01'), { name: 'New Year', hours: [] })
    expect(days.map(({ name }) => name)).toEqual(['New Year', 'Christmas Eve', 'Christmas'])

    await put(inYears(1, '-12-24'), CHRISTMAS)
    const params = { day: inYears(1) }
    await ada.call(api.deleteExceptionalDay, { params })
    const after = await ada.call(api.deleteExceptionalDay, { params })

    expect(after.days.map(({ day, hours }) => [day, hours])).toEqual([
      [inYears(1, '-01-01'), []],
      [inYears(1, '-12-24'), []],
    ])
  })

  test('have their hours in order, with breaks, and none at the same time as others', async () => {
    const send = (hours: unknown) =>
      ada.send('PUT', `/v1/ai/exceptional-days/${inYears(1)}`, { body: { name: 'Eve', hours } })
    const [morning, evening, night] = [
      { from: 540, to: 750 },
      { from: 900, to: 1_140 },
      { from: 1_320, to: 60 },
    ]
    const { days } = await put(inYears(1), { name: 'Eve', hours: [night, evening, morning] })
    expect(days).toEqual([{ day: inYears(1), name: 'Eve', hours: [morning, evening, night] }])

    for (const other of [
      { from: 749, to: 760 },
      { from: 500, to: 800 },
      { from: 1_400, to: 1_430 },
      morning,
    ]) {
      const { status, body } = await send([morning, evening, night, other])
      expect([status, body]).toMatchObject([400, { issues: [{ path: ['hours'] }] }])
    }
    expect((await send([morning, evening, night, { from: 750, to: 800 }])).status).toBe(200)
    const many = Array.from({ length: HOURS_A_DAY_MAX + 1 }, (_, nth) => ({
      from: nth * 60,
      to: nth * 60 + 30,
    }))
    expect((await send(many)).status).toBe(400)
    expect((await send(many.slice(1))).status).toBe(200)
    expect((await send([{ from: 540, to: 540 }])).status).toBe(400)
    expect((await send(null)).status).toBe(400)
  })

  test('that are over are refused, not listed, and cleaned some time later', async () => {
    const { status, body } = await ada.send('PUT', `/v1/ai/exceptional-days/${inYears(-1)}`, {
      body: CHRISTMAS,
    })
    expect([status, body]).toMatchObject([400, { issues: [{ path: ['day'] }] }])
    const past = `insert into exceptional_day (org_id, day, name, hours)
      values ($1, now()::date - $2::int, $3, '[]')`
    for (const ago of [2, 40]) await admin.query(past, [orgId, ago, `Ago ${ago}`])
    expect((await ada.call(api.listExceptionalDays, {})).days).toEqual([])

    await put(inYears(1))

    const { rows } = await admin.query('select name from exceptional_day where org_id = $1 order by day', [
      orgId,
    ])
    expect(rows.map(({ name }) => name)).toEqual(['Ago 2', 'Christmas'])
  })

  test('are a hundred at most, and one of them can still be changed', async () => {
    const fill = `insert into exceptional_day (org_id, day, name, hours)
      select $1, now()::date + 10 + n, 'Day', '[]' from generate_series(1, $2::int) n`
    await admin.query(fill, [orgId, EXCEPTIONAL_DAYS_MAX])

    expect(await ada.refusal(api.putExceptionalDay, { params: { day: inYears(2) }, body: CHRISTMAS })).toBe(
      'conflict',
    )
    const { days } = await ada.call(api.listExceptionalDays, {})
    const changed = await put(days[0]?.day ?? '', { name: 'Other', hours: [] })
    expect(changed.days[0]).toMatchObject({ name: 'Other' })
  })

  test('are a hundred at most on the clock of the org, and for two who write at once', async () => {
    // Where it is another day than that of the database.
    const isLate = new Date().getUTCHours() >= 12
    const timeZone = isLate ? 'Pacific/Kiritimati' : 'Pacific/Pago_Pago'
    await admin.query('update org set time_zone = $2 where id = $1', [orgId, timeZone])
    const fill = `insert into exceptional_day (org_id, day, name, hours)
      select $1, (now() at time zone $3)::date + n, 'Day', '[]' from generate_series(0, $2::int - 1) n`
    await admin.query(fill, [orgId, EXCEPTIONAL_DAYS_MAX, timeZone])
    const refusal = (day: string) => ada.refusal(api.putExceptionalDay, { params: { day }, body: CHRISTMAS })
    expect(await refusal(inYears(2))).toBe('conflict')

    const first = (await ada.call(api.listExceptionalDays, {})).days[0]?.day ?? ''
    await ada.call(api.deleteExceptionalDay, { params: { day: first } })
    const send = (day: string) => ada.send('PUT', `/v1/ai/exceptional-days/${day}`, { body: CHRISTMAS })
    const days = ['-02-01', '-02-02', '-02-03', '-02-04'].map((rest) => inYears(2, rest))
    const said = await Promise.all(days.map(send))
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })
})
