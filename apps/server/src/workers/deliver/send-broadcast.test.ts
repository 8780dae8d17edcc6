import { type Audience, api, type Broadcast, type BroadcastFigures, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { sendNext } from '../../domain/broadcast/send-next.ts'
import { changeContactOf } from '../../domain/contact/change.ts'
import { changePermission } from '../../domain/permission/change.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { whatsapp } = simulators
const PATIENT = { timeout: 20_000 }

let last = 0

type Office = Desk & {
  boss: Awaited<ReturnType<typeof server.signIn>>
  templateId: Id
  people: string[]
  wabaId: string
}

/** A desk with a marketing template, and so many contacts who wrote; the first opted in. */
async function anOffice(
  names: readonly string[],
  category: 'marketing' | 'utility' = 'marketing',
): Promise<Office> {
  const wabaId = `4022901293${String(++last).padStart(5, '0')}`
  const components = [{ type: 'BODY', text: 'Hola {{1}}, hay ofertas.' }]
  await whatsapp.addTemplate({ wabaId, name: 'offer', language: 'es', category, components })
  const desk = await openDesk(server, { simulators, wabaId })
  const { orgId, inboxId, account } = desk.number
  const boss = await server.signIn(orgId, { role: 'admin' })
  const people: string[] = []
  for (const name of names) {
    const { id } = await whatsapp.addPerson({ name })
    await whatsapp.say({ personId: id, phoneNumberId: account, text: 'Hola' })
    people.push(id)
  }
  await whatsapp.awaitIdle()
  await boss.call(api.syncTemplates, { params: { inboxId } })
  const read = async () => (await boss.call(api.listTemplates, { params: { inboxId } })).templates
  await expect.poll(async () => (await read()).length, PATIENT).toBe(1)
  await expect.poll(async () => (await contactIds(desk)).size, PATIENT).toBe(names.length)
  return { ...desk, boss, people, wabaId, templateId: (await read())[0]?.id as Id }
}

/** The contacts by their names. */
async function contactIds({ agent }: Desk): Promise<Map<string | null, Id>> {
  const { conversations } = await agent.call(api.listConversations, { query: { status: 'all' } })
  return new Map(conversations.map(({ contact }) => [contact.name, contact.id]))
}

async function permit(office: Office, name: string, kind: 'opt_in' | 'opt_out' = 'opt_in') {
  const contactId = (await contactIds(office)).get(name) as Id
  const change = { contactId, channel: 'whatsapp', purposes: ['marketing'], kind } as const
  await server.db.withOrg(office.number.orgId, (tx) =>
    changePermission(tx, { ...change, source: 'form', evidence: 'The form on paper' }),
  )
}

const EVERYBODY: Audience = { type: 'segment', of: 'inbox', tags: [], attributes: [] }

type Changes = { audience?: Audience; perMinute?: number; startsAt?: string | null; clientId?: string }

function bodyOf({ templateId, number }: Office, changes: Changes = {}) {
  const { audience = EVERYBODY, perMinute = 3_000, startsAt = null, clientId = newId() } = changes
  const values = { 1: { from: 'name', otherwise: 'vecino' } as const }
  const plan = { inboxId: number.inboxId, templateId, values, audience }
  return { ...plan, name: 'Ofertas', clientId, perMinute, startsAt }
}

const start = (office: Office, changes: Changes = {}) =>
  office.boss.call(api.createBroadcast, { body: bodyOf(office, changes) })

const read = ({ boss }: Office, { id }: Pick<Broadcast, 'id'>) =>
  boss.call(api.getBroadcast, { params: { broadcastId: id } })

async function ended(office: Office, broadcast: Broadcast): Promise<BroadcastFigures> {
  await expect.poll(async () => (await read(office, broadcast)).broadcast.status, PATIENT).toBe('done')
  const settled = async () => (await read(office, broadcast)).figures.byStatus
  await expect.poll(settled, PATIENT).toMatchObject({ sending: 0, sent: 0 })
  return (await read(office, broadcast)).figures
}

async function shown({ number }: Office, personId: string): Promise<string[]> {
  const messages = await whatsapp.messages({ personId, phoneNumberId: number.account })
  return messages.flatMap(({ direction, body }) =>
    direction === 'out' ? [(body as { text?: string }).text ?? ''] : [],
  )
}

describe('a broadcast', () => {
  test('reaches those who allowed it, and says of the others by which rule they were refused', async () => {
    const office = await anOffice(['Ana', 'Ben', 'Carla'])
    await permit(office, 'Ana')
    await permit(office, 'Ben', 'opt_out')

    const { clientId: _clientId, name: _name, perMinute: _pace, startsAt: _at, ...plan } = bodyOf(office)
    const preview = await office.boss.call(api.previewBroadcast, { body: plan })
    const broadcast = await start(office)
    const figures = await ended(office, broadcast)

    expect(preview).toMatchObject({ matched: 3, deliverable: 1, example: { contactName: 'Ana' } })
    expect(preview.otherLanguage).toBe(0)
    expect(preview.refused.map(({ rule }) => rule).sort()).toEqual(['opt_in_missing', 'opted_out'])
    expect(figures.byStatus).toMatchObject({ delivered: 1, refused: 2 })
    expect(await shown(office, office.people[0] ?? '')).toEqual(['Hola Ana, hay ofertas.'])
    expect(await shown(office, office.people[1] ?? '')).toEqual([])
    const params = { broadcastId: broadcast.id }
    const query = { status: 'refused' as const }
    const { recipients } = await office.boss.call(api.listRecipients, { params, query })
    expect(recipients.map(({ contact, code }) => [contact.name, code]).sort()).toEqual([
      ['Ben', 'opted_out'],
      ['Carla', 'opt_in_missing'],
    ])
    const { rows } = await admin.query('select purpose from message where client_id = $1', [
      `broadcast:${broadcast.id}`,
    ])
    expect(rows).toEqual([{ purpose: 'marketing' }])
  })

  test('asked for twice is one, and comes once to a contact whatever is repeated', async () => {
    const office = await anOffice(['Ana'])
    await permit(office, 'Ana')
    const clientId = newId()

    const [first, second] = await Promise.all([start(office, { clientId }), start(office, { clientId })])
    await ended(office, first)
    await admin.query("update broadcast set status = 'running' where id = $1", [first.id])
    const ways = { channel: 'whatsapp', partsOf: (content: never) => [content] } as const
    const again = await server.db.withOrg(office.number.orgId, (tx) => sendNext(tx, first.id, ways as never))

    expect(second.id).toBe(first.id)
    expect(again).toEqual({ type: 'served' })
    expect(await shown(office, office.people[0] ?? '')).toHaveLength(1)
  })

  test('looks at the permission when it sends, not when it is planned', async () => {
    const office = await anOffice(['Ana', 'Ben'])
    await permit(office, 'Ana')
    await permit(office, 'Ben')
    const broadcast = await start(office, { perMinute: 1 })
    await expect.poll(async () => (await read(office, broadcast)).figures.byStatus.queued, PATIENT).toBe(1)
    await permit(office, 'Ana', 'opt_out')
    await permit(office, 'Ben', 'opt_out')
    await admin.query("update broadcast set paced_at = now() - interval '1 s' where id = $1", [broadcast.id])

    expect((await ended(office, broadcast)).byStatus).toMatchObject({ delivered: 1, refused: 1 })
  })

  test('that is paused makes no message until it goes on; one that is cancelled makes none', async () => {
    const office = await anOffice(['Ana', 'Ben', 'Carla'])
    for (const name of ['Ana', 'Ben', 'Carla']) await permit(office, name)
    const broadcast = await start(office, { perMinute: 1 })
    const params = { broadcastId: broadcast.id }
    const steer = (status: 'running' | 'paused' | 'cancelled') =>
      office.boss.call(api.steerBroadcast, { params, body: { status } })
    const queued = async () => (await read(office, broadcast)).figures.byStatus.queued
    await expect.poll(queued, PATIENT).toBe(2)

    await steer('paused')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(await queued()).toBe(2)
    await steer('running')
    await expect.poll(queued, PATIENT).toBe(1)
    await steer('cancelled')

    expect((await read(office, broadcast)).figures.byStatus).toMatchObject({ queued: 0, cancelled: 1 })
    expect(await office.boss.refusal(api.steerBroadcast, { params, body: { status: 'running' } })).toBe(
      'conflict',
    )
    const jobs = await admin.query('select 1 from job where id = $1', [broadcast.id])
    expect(jobs.rows).toEqual([])
  })

  test('pauses by itself when its template may not be sent any more', async () => {
    const office = await anOffice(['Ana', 'Ben'])
    await permit(office, 'Ana')
    await permit(office, 'Ben')
    const broadcast = await start(office, { perMinute: 1 })
    await expect.poll(async () => (await read(office, broadcast)).figures.byStatus.queued, PATIENT).toBe(1)
    await admin.query("update template set status = 'paused' where id = $1", [office.templateId])
    await admin.query('update broadcast set paced_at = null where id = $1', [broadcast.id])

    await expect
      .poll(async () => (await read(office, broadcast)).broadcast, PATIENT)
      .toMatchObject({ status: 'paused', pausedReason: 'template' })
  })

  test('pauses by itself when one message after the other fails for the same reason', async () => {
    const office = await anOffice([])
    const unpaid = { kind: '131042', times: 100, phoneNumberId: office.number.account } as const
    await whatsapp.fail({ ...unpaid, when: 'answer' })
    const numbers = Array.from({ length: 40 }, (_, at) => `+598 97 ${String(100_000 + at)}`)
    const audience: Audience = { type: 'list', evidence: 'Signed at the till', numbers }

    const broadcast = await start(office, { audience, perMinute: 600 })
    await expect
      .poll(async () => (await read(office, broadcast)).broadcast, PATIENT)
      .toMatchObject({ status: 'paused', pausedReason: '131042' })

    const { byStatus } = (await read(office, broadcast)).figures
    expect(byStatus.queued).toBeGreaterThan(0)
    expect(byStatus.failed).toBeGreaterThanOrEqual(10)
  })

  test('waits for its time on the clock of the org', async () => {
    const office = await anOffice(['Ana'])
    await admin.query("update org set time_zone = 'America/Montevideo' where id = $1", [office.number.orgId])

    const broadcast = await start(office, { startsAt: '2126-12-01T09:30' })

    expect(broadcast).toMatchObject({ status: 'scheduled', startsAt: '2126-12-01T12:30:00.000Z' })
    await admin.query("update broadcast set starts_at = now() - interval '1 s' where id = $1", [broadcast.id])
    await admin.query('update job set due_at = now() where id = $1', [broadcast.id])
    expect((await ended(office, broadcast)).byStatus).toMatchObject({ refused: 1 })
  })

  test('to a list of numbers records their opt-in, and takes no opt-out back', async () => {
    const office = await anOffice(['Ana', 'Ben'])
    await permit(office, 'Ben', 'opt_out')
    const stranger = await whatsapp.addPerson({
      name: 'Dora',
      phone: `+598 98 ${String(++last).padStart(6, '0')}`,
    })
    const { rows } = await admin.query<{ address: Buffer }>(
      'select address from identity where org_id = $1 and kind = $2 order by created_at, id',
      [office.number.orgId, 'wa_id'],
    )
    const known = rows.map(({ address }) => JSON.parse(address.subarray(1).toString()) as string)
    const audience: Audience = {
      ...{ type: 'list', evidence: 'Signed at the till' },
      numbers: [...known, `+598 98 ${String(last).padStart(6, '0')}`, known[0] ?? '', 'nobody'],
    }

    const figures = await ended(office, await start(office, { audience }))

    expect(figures.byStatus).toMatchObject({ delivered: 2, refused: 1 })
    expect(await shown(office, stranger.id)).toEqual(['Hola vecino, hay ofertas.'])
    const recorded = await admin.query(
      "select count(*)::int as count from permission where org_id = $1 and source = 'member'",
      [office.number.orgId],
    )
    expect(recorded.rows).toEqual([{ count: 2 }])
  })

  test('stands in the thread and opens nothing until the contact answers', async () => {
    const office = await anOffice(['Ana'])
    await permit(office, 'Ana')
    const conversationId = await office.conversationId()
    await office.agent.call(api.closeConversation, { params: { conversationId } })
    await admin.query("update conversation set closed_at = now() - interval '30 days' where id = $1", [
      conversationId,
    ])

    const broadcast = await start(office)
    await ended(office, broadcast)
    const open = () => office.agent.call(api.listConversations, { query: { status: 'open' } })
    expect((await open()).conversations).toEqual([])
    await whatsapp.say({
      ...{ personId: office.people[0] ?? '', phoneNumberId: office.number.account },
      text: 'Me interesa',
    })

    await expect.poll(async () => (await open()).conversations.length, PATIENT).toBe(1)
    const [reopened] = (await open()).conversations
    const { items } = await office.agent.call(api.getTimeline, {
      params: { conversationId: reopened?.id as Id },
      query: { limit: 50 },
    })
    const said = items.flatMap((item) => (item.type === 'message' ? [item.content] : []))
    expect(said).toMatchObject([{ type: 'template' }, { type: 'text', text: 'Me interesa' }])
    expect((await read(office, broadcast)).figures.replied).toBe(1)
  })

  test('is for those who answer for the org, and only with its own template', async () => {
    const [office, other] = [await anOffice(['Ana']), await anOffice(['Ben'])]

    expect(await office.agent.refusal(api.createBroadcast, { body: bodyOf(office) })).toBe('not_allowed')
    expect(await other.boss.refusal(api.createBroadcast, { body: bodyOf(office) })).toBe('not_found')
    const theirs = { ...bodyOf(office), templateId: other.templateId }
    expect(await office.boss.refusal(api.createBroadcast, { body: theirs })).toBe('not_found')
    const extra = { ...bodyOf(office), values: { 1: { from: 'name' }, 2: { from: 'name' } } }
    expect(await office.boss.refusal(api.createBroadcast, { body: extra })).toBe('invalid_request')
    const never = { ...bodyOf(office), startsAt: '2026-02-31T10:00' }
    expect(await office.boss.refusal(api.createBroadcast, { body: never })).toBe('invalid_request')
  })

  test('says how many of those who would get it read another language', async () => {
    const office = await anOffice(['Ana', 'Ben', 'Carla'], 'utility')
    for (const name of ['Ana', 'Ben', 'Carla']) await permit(office, name)
    const { conversations } = await office.agent.call(api.listConversations, { query: { status: 'all' } })
    const speaks = new Map([
      ['Ana', 'en-GB'],
      ['Ben', 'es-UY'],
    ])
    for (const { id, contact } of conversations) {
      const locale = speaks.get(contact.name ?? '')
      if (locale) await server.db.withOrg(office.number.orgId, (tx) => changeContactOf(tx, id, { locale }))
    }
    const { clientId: _clientId, name: _name, ...plan } = bodyOf(office)

    const all = await office.boss.call(api.previewBroadcast, { body: plan })
    const audience = { ...EVERYBODY, language: 'en' }
    const english = await office.boss.call(api.previewBroadcast, { body: { ...plan, audience } })

    // Of Carla nobody knows, and the template is in Spanish.
    expect(all.otherLanguage).toBe(1)
    expect(english).toMatchObject({ matched: 1, deliverable: all.deliverable - 2, otherLanguage: 1 })
  })

  test('is told all that is wrong with it when it is counted, before it is begun', async () => {
    const office = await anOffice(['Ana'])
    const { clientId: _clientId, name: _name, ...plan } = bodyOf(office)
    const dates = { wroteSince: '2026-03-02T00:00:00Z', wroteBefore: '2026-03-01T00:00:00Z' }
    const body = {
      ...{ ...plan, values: {}, startsAt: '2020-01-01T10:00' },
      audience: { ...EVERYBODY, language: 'castellano', ...dates },
    }

    const refused = await office.boss.send('POST', '/v1/broadcasts/preview', { body })

    expect(refused.status).toBe(400)
    const { issues } = refused.body as { issues: { path: string[] }[] }
    expect(issues.map(({ path }) => path.join('.'))).toEqual([
      ...['values.1', 'audience.language', 'audience.wroteBefore', 'startsAt'],
    ])
    expect(JSON.stringify(issues)).toContain('No existe el idioma «castellano»')
    const fast = { ...body, perMinute: 0 }
    expect((await office.boss.send('POST', '/v1/broadcasts/preview', { body: fast })).status).toBe(400)
  })

  test('is not begun for a time that has passed', async () => {
    const office = await anOffice(['Ana'])
    const past = { ...bodyOf(office), startsAt: '2020-01-01T10:00' }

    const refused = await office.boss.send('POST', '/v1/broadcasts', { body: past })

    expect(refused.body).toMatchObject({ issues: [{ path: ['startsAt'] }] })
    expect((await office.boss.call(api.listBroadcasts)).broadcasts).toEqual([])
  })
})
