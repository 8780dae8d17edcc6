import { api, type Id, newId, type TemplateFigures } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { whatsapp } = simulators
const PATIENT = { timeout: 20_000 }

let last = 0

type Office = Desk & { templateId: Id }

/** A desk whose contact wrote, and a template of utility. */
async function anOffice(): Promise<Office> {
  const wabaId = `5022901293${String(++last).padStart(5, '0')}`
  const components = [{ type: 'BODY', text: 'Hola {{1}}, su pedido está listo.' }]
  await whatsapp.addTemplate({ wabaId, name: 'ready', language: 'es', category: 'utility', components })
  const desk = await openDesk(server, { simulators, wabaId })
  const params = { inboxId: desk.number.inboxId }
  await desk.say('Hola')
  await desk.agent.call(api.syncTemplates, { params })
  const read = async () => (await desk.agent.call(api.listTemplates, { params })).templates
  await expect.poll(async () => (await read()).length, PATIENT).toBe(1)
  await expect.poll(() => desk.conversationId().catch(() => null), PATIENT).not.toBeNull()
  const templateId = (await read())[0]?.id as Id
  return { ...desk, templateId }
}

async function send({ agent, templateId, conversationId }: Office): Promise<void> {
  const params = { conversationId: await conversationId() }
  await agent.call(api.sendTemplate, {
    params,
    body: { clientId: newId(), templateId, values: { 1: 'Ana' } },
  })
}

async function figures({ agent, number }: Office, days = 30): Promise<TemplateFigures[]> {
  const at = { params: { inboxId: number.inboxId }, query: { days } }
  return (await agent.call(api.readTemplateFigures, at)).figures
}

const total = async (office: Office) => (await figures(office))[0]?.total

describe('the figures of a template', () => {
  test('say how far its messages came, who answered, and by which code some failed', async () => {
    const office = await anOffice()
    expect(await figures(office)).toEqual([])

    await send(office)
    await expect.poll(() => total(office), PATIENT).toMatchObject({ sent: 1, delivered: 1, replied: 0 })
    await office.say('Gracias')
    await expect.poll(() => total(office), PATIENT).toMatchObject({ replied: 1 })
    await whatsapp.fail({ kind: '131049', phoneNumberId: office.number.account, when: 'status' })
    await send(office)
    await expect.poll(() => total(office), PATIENT).toMatchObject({ failed: 1 })

    const counts = { sent: 1, delivered: 1, read: 0, failed: 1, replied: 1 }
    expect(await figures(office)).toEqual([
      {
        ...{ name: 'ready', language: 'es', total: counts },
        days: [{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), ...counts }],
        failures: [{ code: '131049', count: 1 }],
        // Of what WhatsApp asks today nothing is listed, which is not nothing.
        ...{ prices: [], unpriced: 1 },
      },
    ])
  })

  test('add up what is known of the price, and count what is not', async () => {
    const office = await anOffice()
    for (let left = 3; left > 0; left--) await send(office)
    await expect.poll(() => total(office), PATIENT).toMatchObject({ delivered: 3 })
    await admin.query(
      `update delivery set price = 0.0618, price_currency = 'USD' where id in (
         select id from delivery where inbox_id = $1 and template_name = 'ready' limit 2)`,
      [office.number.inboxId],
    )

    const [known] = await figures(office)

    expect(known?.prices).toEqual([{ amount: expect.closeTo(0.1236, 6), currency: 'USD' }])
    expect(known?.unpriced).toBe(1)
  })

  test('are those of the days that are asked for, at the place of the org, and of the inbox alone', async () => {
    const [office, other] = [await anOffice(), await anOffice()]
    await admin.query("update org set time_zone = 'Pacific/Kiritimati' where id = $1", [office.number.orgId])
    await send(office)
    await send(office)
    await expect.poll(() => total(office), PATIENT).toMatchObject({ delivered: 2 })
    await admin.query(
      `update delivery set created_at = now() - interval '40 days'
       where id = (select id from delivery where inbox_id = $1 order by id limit 1)`,
      [office.number.inboxId],
    )

    expect((await figures(office, 30))[0]?.total.sent).toBe(1)
    const [all] = await figures(office, 90)
    expect(all?.total.sent).toBe(2)
    const { rows } = await admin.query<{ day: string }>(
      "select (now() at time zone 'Pacific/Kiritimati')::date::text as day",
    )
    expect(all?.days.map(({ day }) => day)[0]).toBe(rows[0]?.day)
    expect(await figures(other)).toEqual([])
    const theirs = { params: { inboxId: office.number.inboxId } }
    expect(await other.agent.refusal(api.readTemplateFigures, theirs)).toBe('not_found')
  })

  test('of a day that has long been over are counted once and kept', async () => {
    const [young, old] = [await anOffice(), await anOffice()]
    const settle = ({ number }: Office, status: string, days: number) =>
      admin.query(
        "update delivery set status = $2, created_at = now() - $3 * interval '1 day' where inbox_id = $1",
        [number.inboxId, status, days],
      )
    const status = async ({ sent }: Office) => (await sent()).at(-1)?.status
    for (const office of [young, old]) {
      await send(office)
      await expect.poll(() => status(office), PATIENT).toBe('delivered')
    }
    await settle(young, 'delivered', 5)
    await settle(old, 'delivered', 15)
    expect([await total(young), await total(old)]).toMatchObject([{ delivered: 1 }, { delivered: 1 }])

    await settle(young, 'failed', 5)
    await settle(old, 'failed', 15)

    expect(await total(young)).toMatchObject({ delivered: 0, failed: 1 })
    expect(await total(old)).toMatchObject({ delivered: 1, failed: 0 })
  })
})
