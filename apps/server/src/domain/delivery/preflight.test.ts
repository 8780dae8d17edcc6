import { type ChannelType, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbound, anInbox, anOrg, aTemplate, receive } from '../../testing/factories.ts'
import { changePermission } from '../permission/change.ts'
import { preflight } from './preflight.ts'
import { priceOf } from './price.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
const HOUR = 3_600_000

async function aDesk(channel: ChannelType, { hoursAgo = 1, humanAgent = false } = {}) {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel, settings: { humanAgent } })
  const sentAt = new Date(Date.now() - hoursAgo * HOUR)
  const windowHours = channel === 'web' ? 0 : 24
  const { conversationId, contactId, sender } = await aConversation(db, inbox, { sentAt, windowHours })
  return { orgId, inbox, conversationId, contactId, sender, channel }
}
type Desk = Awaited<ReturnType<typeof aDesk>>

const ask = ({ orgId, conversationId }: Desk, templateId?: Id) =>
  db.withOrg(orgId, (tx) => preflight(tx, { conversationId, templateId }))

describe('a free-form message', () => {
  test.each<[ChannelType, number, boolean, object]>([
    ['web', 500, false, { isDeliverable: true, rule: 'no_window', until: null, price: { amount: 0 } }],
    ['whatsapp', 23, false, { isDeliverable: true, rule: 'open_window', price: null }],
    ['messenger', 23, false, { isDeliverable: true, rule: 'open_window', price: { amount: 0 } }],
    ['whatsapp', 25, true, { rule: 'window_closed', alternatives: [{ type: 'template' }, { type: 'wait' }] }],
    ['messenger', 25, true, { isDeliverable: true, rule: 'human_agent', alternatives: [] }],
    [
      'instagram',
      25,
      false,
      { rule: 'window_closed', alternatives: [{ type: 'human_agent' }, { type: 'wait' }] },
    ],
    ['messenger', 24 * 8, true, { isDeliverable: false, alternatives: [{ type: 'wait' }] }],
  ])('on %s after %s hours, human agent %s', async (channel, ...[hoursAgo, humanAgent, expected]) => {
    expect(await ask(await aDesk(channel, { hoursAgo, humanAgent }))).toMatchObject(expected)
  })

  test('says until when: the end of the window, and of the seven days of a person', async () => {
    const [open, agent] = [
      await aDesk('whatsapp'),
      await aDesk('instagram', { hoursAgo: 25, humanAgent: true }),
    ]
    const hours = async (desk: Desk) =>
      Math.round((Date.parse((await ask(desk)).until ?? '') - Date.now()) / HOUR)

    expect(await hours(open)).toBe(23)
    expect(await hours(agent)).toBe(7 * 24 - 25)
  })

  test('names the conversation in which the same contact can be answered, and no other', async () => {
    const desk = await aDesk('whatsapp', { hoursAgo: 25 })
    await aDesk('whatsapp')
    const second = await anInbox(db, desk.orgId)
    const { conversationId } = await receive(db, second, anInbound('Hello', { sender: desk.sender }))

    expect((await ask(desk)).alternatives).toEqual([
      { type: 'template' },
      { type: 'other_channel', conversationId, channel: 'whatsapp' },
      { type: 'wait' },
    ])
  })

  test('after an opt-out of everything waits until the contact writes', async () => {
    const desk = await aDesk('whatsapp')
    const { orgId, contactId } = desk
    const change = { contactId, channel: 'whatsapp', purposes: ['all'], kind: 'opt_out' } as const
    await db.withOrg(orgId, (tx) => changePermission(tx, { ...change, source: 'keyword', evidence: 'STOP' }))

    expect(await ask(desk)).toMatchObject({
      rule: 'opted_out',
      alternatives: [{ type: 'wait' }],
      until: null,
    })
  })
})

describe('a template', () => {
  test('is deliverable outside of the window; one of marketing needs an opt-in', async () => {
    const desk = await aDesk('whatsapp', { hoursAgo: 30 })
    const templateId = await aTemplate(db, desk.inbox)

    expect(await ask(desk, templateId)).toMatchObject({
      isDeliverable: true,
      rule: 'template',
      purpose: 'utility',
    })
    await admin.query("update template set category = 'marketing' where id = $1", [templateId])
    expect(await ask(desk, templateId)).toMatchObject({
      ...{ isDeliverable: false, rule: 'opt_in_missing', purpose: 'marketing' },
      alternatives: [{ type: 'opt_in' }],
    })
  })

  test('of another inbox is not there', async () => {
    const [desk, other] = [await aDesk('whatsapp'), await aDesk('whatsapp')]

    await expect(ask(desk, await aTemplate(db, other.inbox))).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask({ ...desk, conversationId: newId() })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a price', () => {
  const of = (value: string, over: Partial<Parameters<typeof priceOf>[0]> = {}) =>
    priceOf({
      ...{ channel: 'whatsapp', purpose: 'utility', isWindowOpen: false, at: new Date('2026-03-01') },
      addresses: [{ kind: 'wa_id', value }],
      ...over,
    })

  test('is that of the list that counts on the day, of the number’s country', () => {
    expect(of('5491155550000')).toEqual({ amount: 0.026, currency: 'USD', listedFrom: '2026-01-01' })
    expect(of('5511955550000', { purpose: 'marketing' })?.amount).toBe(0.0625)
    expect(of('5491155550000', { isWindowOpen: true })?.amount).toBe(0)
  })

  test('that is not listed is not known, and never nothing', () => {
    expect(of('5491155550000', { at: new Date('2026-11-27') })).toBeNull()
    expect(of('5491155550000', { at: new Date('2026-11-27'), isWindowOpen: true })).toBeNull()
    expect(of('81355550000')).toBeNull()
    expect(of('', { addresses: [{ kind: 'bsuid', value: 'AR.1' }] })).toBeNull()
    expect(of('', { channel: 'messenger', purpose: 'marketing' })).toBeNull()
  })
})
