import { api, type Id } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { bindBusiness } from '../../domain/directory/bind-business.ts'
import { testDatabase } from '../../testing/database.ts'
import { type Caller, startServer } from '../../testing/server.ts'
import { aBody, aText, type Connected, connectNumber } from '../../testing/whatsapp.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let number: Connected
let agent: Caller
const WABA = '102290129340398'

beforeAll(async () => {
  number = await connectNumber(server, { wabaId: WABA })
  agent = await server.signIn(number.orgId)
  await bindWaba(number)
})

const healthOf = ({ inboxId }: { inboxId: Id }, by = agent) =>
  by.call(api.getInboxHealth, { params: { inboxId } })

function bindWaba({ appId, orgId, inboxId }: Connected) {
  return bindBusiness(server.db.global, { appId, account: WABA, channel: 'whatsapp', orgId, inboxId })
}

type Told = { time?: number } & Record<string, unknown>

/** What the platform says of the account, at a second of its clock. */
function tell(to: Connected, field: string, { time = 1_795_300_000, ...value }: Told) {
  return to.post({
    object: 'whatsapp_business_account',
    entry: [{ id: WABA, time, changes: [{ field, value }] }],
  })
}

describe('the health of an inbox', () => {
  test('says when something came last, and how late', async () => {
    await number.post(aBody(number.account, { messages: [aText('Now')] }))

    await expect.poll(async () => (await healthOf(number)).lag.events).toBeGreaterThan(0)
    const { lastEventAt, lag, sending, backlog } = await healthOf(number)
    expect(Date.now() - Date.parse(lastEventAt ?? '')).toBeLessThan(60_000)
    expect(lag.toStored.p50).toBeGreaterThanOrEqual(0)
    expect(lag.toProcessed.p95).toBeGreaterThanOrEqual(lag.toProcessed.p50 ?? 0)
    expect([sending.heldSince, backlog.events]).toEqual([null, 0])
  })

  test('is told to no other org', async () => {
    const stranger = await server.signIn((await connectNumber(server)).orgId, { role: 'owner' })
    const params = { inboxId: number.inboxId }

    expect(await stranger.refusal(api.getInboxHealth, { params })).toBe('not_found')
    const { inboxes } = await stranger.call(api.listInboxHealth)
    expect(inboxes.map(({ inboxId }) => inboxId)).not.toContain(number.inboxId)
  })
})

describe('what the platform says of an account', () => {
  const limitOf = async () => (await healthOf(number)).facts.find(({ name }) => name === 'messaging_limit')

  test('is kept with what it was before, and told once', async () => {
    await tell(number, 'business_capability_update', { max_daily_conversations_per_business: 250 })
    await expect.poll(async () => (await limitOf())?.value).toBe('250')
    await tell(number, 'business_capability_update', {
      max_daily_conversations_per_business: 2000,
      time: 1_795_300_100,
    })
    await expect.poll(async () => (await limitOf())?.value).toBe('2000')

    expect((await limitOf())?.before.map(({ value }) => value)).toEqual(['250'])
    await expect
      .poll(() => logOf(agent, 'inbox.changed', 'text'))
      .toEqual(['The messaging limit is 2000 now, and was 250.', 'The messaging limit is 250 now.'])
  })

  test('changes nothing when it comes late', async () => {
    await tell(number, 'business_capability_update', {
      max_daily_conversations_per_business: 1000,
      time: 1_795_300_050,
    })

    await expect.poll(async () => (await limitOf())?.before.length).toBe(2)
    expect((await limitOf())?.value).toBe('2000')
  })

  test('counts for all the numbers of the account', async () => {
    const second = await connectNumber(server, { orgId: number.orgId, wabaId: WABA })
    await tell(number, 'account_review_update', { decision: 'APPROVED' })

    await expect
      .poll(async () => (await healthOf(second)).facts)
      .toMatchObject([{ name: 'review', value: 'approved' }])
  })
})

describe('an alarm', () => {
  const alarms = async (by: Caller) =>
    (await by.call(api.listAlarms)).alarms.filter(({ kind }) => kind === 'restricted')

  test('begins once, is read by each member alone, and ends', async () => {
    const lone = await connectNumber(server)
    const [ada, ben] = [await server.signIn(lone.orgId), await server.signIn(lone.orgId)]
    await admin.query('delete from directory where account = $1', [WABA])
    await bindWaba(lone)
    await tell(lone, 'account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } })

    await expect.poll(() => alarms(ada), { timeout: 45_000, interval: 500 }).toHaveLength(1)
    const [alarm] = await alarms(ada)
    expect(alarm).toMatchObject({ severity: 'error', about: 'banned', endedAt: null, isRead: false })
    await ada.call(api.readAlarms, { body: { alarmIds: [alarm?.id] } })
    expect([(await alarms(ada))[0]?.isRead, (await alarms(ben))[0]?.isRead]).toEqual([true, false])
    const foreign = await agent.call(api.readAlarms, { body: { alarmIds: [alarm?.id] } })
    expect(foreign).toEqual({ read: 0 })

    const end = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }
    await tell(lone, 'account_update', { ...end, time: 1_795_300_200 })
    await expect
      .poll(async () => (await alarms(ada))[0]?.endedAt, { timeout: 45_000, interval: 500 })
      .not.toBeNull()
    expect(await alarms(ada)).toHaveLength(1)
    const owner = await server.signIn(lone.orgId, { role: 'owner' })
    await expect.poll(() => logOf(owner, 'alarm.', 'kind')).toEqual(['alarm.ended', 'alarm.raised'])
  }, 120_000)
})

/** The log is written a moment later. */
async function logOf(by: Caller, kind: string, column: 'kind' | 'text'): Promise<string[]> {
  const { entries } = await by.call(api.listLog, { query: { kind } })
  return entries.map((entry) => entry[column])
}
