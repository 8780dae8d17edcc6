import { setTimeout as sleep } from 'node:timers/promises'
import { api, type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { encode } from '../../db/codec.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

/** More are measured by hand: HILO_RECIPIENTS=1000. */
const RECIPIENTS = Number(process.env.HILO_RECIPIENTS ?? 100)
const LONG = { timeout: 280_000, interval: 250 }
const WABA_ID = '602290129300001'

const { simulators, server, admin } = await startWithSimulators()
const { whatsapp } = simulators

/** A desk with a template, whose number was upgraded. */
async function anOffice(): Promise<Desk & { templateId: Id; first: Id }> {
  const components = [{ type: 'BODY', text: 'Hola {{1}}, hay ofertas.' }]
  const template = { wabaId: WABA_ID, name: 'offer', language: 'es', components } as const
  await whatsapp.addTemplate({ ...template, category: 'marketing' })
  const desk = await openDesk(server, { simulators, wabaId: WABA_ID })
  const { inboxId } = desk.number
  const { rows } = await admin.query('select settings from inbox where id = $1', [inboxId])
  const settings = JSON.parse(rows[0].settings.subarray(1).toString('utf8'))
  await admin.query('update inbox set settings = $2 where id = $1', [
    inboxId,
    encode({ ...settings, throughput: 1_000 }),
  ])
  await desk.say('Hola')
  await desk.agent.call(api.syncTemplates, { params: { inboxId } })
  const read = async () => (await desk.agent.call(api.listTemplates, { params: { inboxId } })).templates
  await expect.poll(async () => (await read()).length, LONG).toBe(1)
  await expect.poll(() => desk.conversationId().catch(() => null), LONG).not.toBeNull()
  return { ...desk, templateId: (await read())[0]?.id as Id, first: await desk.conversationId() }
}

async function people(count: number): Promise<string[]> {
  const phones = Array.from({ length: count }, (_, at) => `+598 96 ${String(100_000 + at)}`)
  for (const phone of phones) await whatsapp.addPerson({ name: phone, phone })
  return phones
}

/** How long an agent's answer takes until it is on the phone, in ms. */
async function timeAnswer({ agent, phone }: Desk, conversationId: Id, text: string): Promise<number> {
  const begun = performance.now()
  const body = { clientId: newId(), text }
  await agent.call(api.sendMessage, { params: { conversationId }, body })
  while (!(await phone()).includes(text)) await sleep(10)
  return performance.now() - begun
}

test('a broadcast of hundreds reaches all of them once, and an answer beside it does not wait', async () => {
  const office = await anOffice()
  const { inboxId, orgId } = office.number
  const boss = await server.signIn(orgId, { role: 'admin' })
  const audience = {
    type: 'list' as const,
    numbers: await people(RECIPIENTS),
    evidence: 'Signed at the till',
  }
  const values = { 1: { from: 'fixed' as const, text: 'vecina' } }
  const plan = { inboxId, templateId: office.templateId, values, audience }

  const begun = performance.now()
  const more = { name: 'All', clientId: newId(), perMinute: 6_000, startsAt: null }
  const { id } = await boss.call(api.createBroadcast, { body: { ...plan, ...more } })
  const read = () => boss.call(api.getBroadcast, { params: { broadcastId: id } })
  await expect.poll(async () => (await read()).broadcast.status, LONG).toBe('running')
  const answers: number[] = []
  // One contact takes only so many in a row.
  while (answers.length < 30 && (await read()).broadcast.status === 'running') {
    answers.push(await timeAnswer(office, office.first, `Answer ${answers.length}`))
    await sleep(300)
  }
  await expect.poll(async () => (await read()).figures.byStatus.delivered, LONG).toBe(RECIPIENTS)

  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  const slowest = Math.max(...answers)
  console.log(
    `broadcast: ${RECIPIENTS} in ${seconds} s; ${answers.length} answers beside it, the slowest ` +
      `${slowest.toFixed(0)} ms`,
  )
  expect(answers.length).toBeGreaterThan(2)
  expect(slowest).toBeLessThan(2_000)
  const { rows } = await admin.query(
    `select count(*)::int as messages, count(distinct conversation_id)::int as conversations from message
     where client_id = $1`,
    [`broadcast:${id}`],
  )
  expect(rows).toEqual([{ messages: RECIPIENTS, conversations: RECIPIENTS }])
}, 300_000)
