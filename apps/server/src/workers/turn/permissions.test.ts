import { setTimeout as sleep } from 'node:timers/promises'
import { api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { whatsapp } = simulators
const SALE = { name: 'sale', language: 'es', category: 'marketing', body: 'Todo a mitad de precio' }
const READY = { name: 'ready', language: 'es', body: 'Tu pedido está listo' }
let last = 0

/** A desk whose inbox knows a template of marketing and one that gives notice. */
async function aDesk(code?: string): Promise<Desk> {
  const wabaId = `3022901293${String(++last).padStart(5, '0')}`
  for (const template of [SALE, READY]) await whatsapp.addTemplate({ wabaId, ...template })
  const desk = await openDesk(server, { simulators, wabaId, ...(code === undefined ? {} : { code }) })
  const params = { inboxId: desk.number.inboxId }
  await desk.agent.call(api.syncTemplates, { params })
  const count = async () => (await desk.agent.call(api.listTemplates, { params })).templates.length
  await expect.poll(count, { timeout: 15_000 }).toBe(2)
  return desk
}

async function templateOf(desk: Desk, name: string) {
  const params = { inboxId: desk.number.inboxId }
  const { templates } = await desk.agent.call(api.listTemplates, { params })
  const templateId = templates.find((one) => one.name === name)?.id as Id
  const body = { clientId: newId(), templateId, values: {} }
  return { params: { conversationId: await desk.conversationId() }, body }
}

async function record(desk: Desk, kind: 'opt_in' | 'opt_out') {
  const contactId = (await desk.conversation()).contact.id
  const body = { channel: 'whatsapp', purpose: 'marketing', kind, evidence: 'Signed at the desk' } as const
  await desk.agent.call(api.recordPermission, { params: { contactId }, body })
}

async function hello(desk: Desk): Promise<Desk> {
  await desk.say('Hola')
  await expect.poll(() => desk.conversationId().catch(() => null), { timeout: 15_000 }).toBeTruthy()
  return desk
}

const restsOn = async ({ number }: Desk) =>
  (
    await admin.query(
      `select m.purpose, p.kind, p.source from message m join permission p on p.id = m.permission_id
       where m.org_id = $1 order by m.seq`,
      [number.orgId],
    )
  ).rows

describe('a member', () => {
  test('sends marketing only with an opt-in, and is told what to do', async () => {
    const desk = await hello(await aDesk())
    const sale = await templateOf(desk, 'sale')
    const answer = await desk.agent.send(
      'POST',
      `/v1/conversations/${sale.params.conversationId}/templates`,
      {
        body: sale.body,
      },
    )

    expect(answer.body).toMatchObject({
      code: 'opt_in_missing',
      message: expect.stringMatching(/not opted in to marketing.*record the answer/),
    })
    await record(desk, 'opt_in')
    await desk.agent.call(api.sendTemplate, sale)
    await expect.poll(desk.sent, { timeout: 15_000 }).toMatchObject([{ status: 'delivered' }])
    expect(await restsOn(desk)).toEqual([{ purpose: 'marketing', kind: 'opt_in', source: 'member' }])
    await record(desk, 'opt_out')
    expect(await desk.agent.refusal(api.sendTemplate, await templateOf(desk, 'sale'))).toBe('opt_in_missing')
  })

  test('sends a notice outside of the window on the contact’s own message', async () => {
    const desk = await hello(await aDesk())
    const ready = await templateOf(desk, 'ready')
    await desk.agent.call(api.sendTemplate, ready)
    expect(await restsOn(desk)).toEqual([])
    await admin.query("update conversation set window_closes_at = now() - interval '1 s' where id = $1", [
      ready.params.conversationId,
    ])

    await desk.agent.call(api.sendTemplate, { ...ready, body: { ...ready.body, clientId: newId() } })

    expect(await restsOn(desk)).toEqual([{ purpose: 'utility', kind: 'opt_in', source: 'message' }])
  })
})

describe('a template that waits to be sent', () => {
  test('is not sent after an opt-out', async () => {
    const desk = await hello(await aDesk())
    await record(desk, 'opt_in')
    await whatsapp.fail({ kind: '131056', personId: desk.personId })
    await desk.agent.call(api.sendTemplate, await templateOf(desk, 'sale'))
    await expect.poll(desk.sent, { timeout: 15_000 }).toMatchObject([{ status: 'queued' }])
    await record(desk, 'opt_out')
    // Its time comes, and some looks for what is due.
    await admin.query('update delivery set due_at = now() where org_id = $1 and due_at is not null', [
      desk.number.orgId,
    ])
    await expect.poll(desk.sent, { timeout: 15_000 }).toMatchObject([{ status: 'cancelled' }])
    await sleep(1_000)
    expect(await desk.phone()).toEqual([])
  })
})

describe('code', () => {
  const CODE = `
    await chat.say({ template: { name: 'ready' } })
    await chat.say({ template: { name: 'sale' } })
    await chat.ask('Well?')`

  test('that says marketing without an opt-in gives the conversation to people, who read why', async () => {
    const desk = await hello(await aDesk(CODE))

    await expect
      .poll(desk.conversation, { timeout: 15_000 })
      .toMatchObject({ holder: 'human', handoffReason: expect.stringContaining('not opted in to marketing') })
    expect((await desk.sent()).map(({ text }) => text)).toEqual([expect.stringContaining('person')])
  })

  test('writes down what the contact agreed to, with their words, and says what rests on it from then on', async () => {
    const desk = await aDesk(`
      const text = 'May we send you offers?'
      await chat.choose(text, ['Yes, please', 'No'])
      await chat.optIn({ purpose: 'marketing', text })
      await chat.ask('And now?')
      await chat.say({ template: { name: 'sale' } })
      await chat.ask('Still?')
      await chat.optOut({ purpose: 'marketing' })
      await chat.ask('Well?')`)
    const sent = (count: number) =>
      expect.poll(async () => (await desk.sent()).length, { timeout: 15_000 }).toBe(count)
    await hello(desk)
    await sent(1)
    await desk.say('Yes, please')
    await sent(2)
    await desk.say('Go on')
    await sent(4)
    const ledger = async () => {
      const params = { contactId: (await desk.conversation()).contact.id }
      return (await desk.agent.call(api.listPermissions, { params })).entries
    }

    expect(await restsOn(desk)).toEqual([{ purpose: 'marketing', kind: 'opt_in', source: 'backend' }])
    expect(await ledger()).toMatchObject([
      {
        ...{ kind: 'opt_in', purpose: 'marketing', source: 'backend', messageId: expect.any(String) },
        ...{
          evidence: 'May we send you offers?\n— Yes, please',
          textVersion: expect.stringMatching(/^[0-9a-f]{12}$/),
        },
      },
    ])
    await desk.say('Stop that')
    await expect
      .poll(async () => (await ledger())[0], { timeout: 15_000 })
      .toMatchObject({
        ...{ kind: 'opt_out', source: 'backend', evidence: '— Stop that', textVersion: null },
      })
    expect((await desk.timeline()).filter(({ type }) => type === 'event')).toMatchObject([
      { event: 'opted_in', actor: 'backend', data: { purposes: ['marketing'] } },
      { event: 'opted_out', actor: 'backend', data: { purposes: ['marketing'] } },
    ])
  })

  test('says it with one, and the message names it', async () => {
    const desk = await aDesk(`if (await chat.ask() !== 'now') await chat.ask(); ${CODE}`)
    await hello(desk)
    await record(desk, 'opt_in')
    await desk.say('now')

    await expect.poll(async () => (await desk.sent()).length, { timeout: 15_000 }).toBe(3)
    expect(await restsOn(desk)).toEqual([{ purpose: 'marketing', kind: 'opt_in', source: 'member' }])
  })
})
