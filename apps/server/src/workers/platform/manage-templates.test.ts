import { api, type Id, type TemplateDraft } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { anOrg } from '../../testing/factories.ts'
import { aPng } from '../../testing/pictures.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { type Connected, connectNumber } from '../../testing/whatsapp.ts'

const { simulators, server } = await startWithSimulators()
const { whatsapp } = simulators

let last = 0

async function anOffice(): Promise<{ wabaId: string; number: Connected; admin: Caller }> {
  const wabaId = `3022901293${String(++last).padStart(5, '0')}`
  const orgId = await anOrg(server.db)
  const number = await connectNumber(server, { orgId, simulators, wabaId })
  return { wabaId, number, admin: await server.signIn(orgId, { role: 'admin' }) }
}

type Office = Awaited<ReturnType<typeof anOffice>>

const DRAFT: TemplateDraft = {
  ...{ name: 'order_ready', language: 'es', category: 'utility', format: 'named' },
  header: { type: 'text', text: 'Pedido {{order}}' },
  body: 'Hola {{guest}}, tu pedido está listo.',
  footer: 'Casa Lumbre',
  buttons: [
    { kind: 'quick_reply', title: 'Gracias' },
    { kind: 'url', title: 'Ver', url: 'https://casa.example/{{1}}' },
    { kind: 'phone', title: 'Llamar', phone: '+59899000001' },
  ],
  examples: { header: 'A-17', guest: 'Ana', 'button.2': 'a17' },
}

const at = ({ number }: Office) => ({ inboxId: number.inboxId })
const create = (office: Office, draft = DRAFT) =>
  office.admin.call(api.createTemplate, { params: at(office), body: draft })

async function listed(office: Office) {
  const { templates } = await office.admin.call(api.listTemplates, { params: at(office) })
  return templates.filter(({ name }) => name !== 'hello_world')
}

async function sync(office: Office) {
  const before = (await office.admin.call(api.listTemplates, { params: at(office) })).syncedAt
  await office.admin.call(api.syncTemplates, { params: at(office) })
  const read = async () => (await office.admin.call(api.listTemplates, { params: at(office) })).syncedAt
  await expect.poll(read, { timeout: 15_000 }).not.toBe(before)
}

async function upload({ admin, number }: Office, filename: string, bytes: Uint8Array) {
  const path = `/v1/inboxes/${number.inboxId}/templates/samples?filename=${filename}`
  const headers = { cookie: admin.cookie, origin: server.url }
  return fetch(`${server.url}${path}`, { method: 'POST', headers, body: new Uint8Array(bytes) })
}

describe('a template that a member writes', () => {
  test('waits to be judged, and is then what the platform lists', async () => {
    const office = await anOffice()

    const made = await create(office)
    await whatsapp.changeTemplate({ wabaId: office.wabaId, name: 'order_ready', status: 'APPROVED' })

    expect(made).toMatchObject({ status: 'pending', category: 'utility', name: 'order_ready' })
    await expect.poll(() => listed(office)).toMatchObject([{ id: made.id, status: 'approved' }])
    await sync(office)
    const [known] = await listed(office)
    expect(known).toMatchObject({ id: made.id, definition: made.definition })
  })

  test('is refused here for what the platform would refuse, with the fields', async () => {
    const office = await anOffice()

    const { status, body } = await office.admin.send(
      'POST',
      `/v1/inboxes/${office.number.inboxId}/templates`,
      { body: { ...DRAFT, body: '{{guest}}', examples: {} } },
    )

    expect(status).toBe(400)
    expect((body as { issues: { path: string[] }[] }).issues.map(({ path }) => path[0])).toEqual([
      ...['body', 'example.header', 'example.guest', 'example.button.2'],
    ])
    expect(await listed(office)).toEqual([])
  })

  test('shows the platform’s refusal in words', async () => {
    const office = await anOffice()
    await create(office)
    const again = await office.admin.send('POST', `/v1/inboxes/${office.number.inboxId}/templates`, {
      body: DRAFT,
    })
    const short = await office.admin.send('POST', `/v1/inboxes/${office.number.inboxId}/templates`, {
      body: {
        ...{ ...DRAFT, name: 'short', header: null, buttons: [], footer: null },
        ...{ body: 'Hi {{a}}, {{b}}, {{c}}.', examples: { a: 'a', b: 'b', c: 'c' } },
      },
    })

    expect(again).toMatchObject({ status: 409, body: { message: expect.stringContaining('already') } })
    expect(short).toMatchObject({ status: 409, body: { message: expect.stringContaining('too many gaps') } })
  })

  test('is changed, and judged again, once the platform has judged it', async () => {
    const office = await anOffice()
    const { id: templateId } = await create(office)
    const changed = { ...DRAFT, name: 'ignored', body: 'Hola {{guest}}, ya está listo.' }
    const edit = { params: { templateId }, body: changed }

    const early = await office.admin.refusal(api.editTemplate, edit)
    await whatsapp.changeTemplate({ wabaId: office.wabaId, name: 'order_ready', status: 'APPROVED' })
    const after = await office.admin.call(api.editTemplate, edit)

    expect(early).toBe('conflict')
    expect(after).toMatchObject({ id: templateId, name: 'order_ready', status: 'pending' })
    expect(after.definition.body).toBe('Hola {{guest}}, ya está listo.')
  })

  test('is left alone where a draft would lose its cards', async () => {
    const office = await anOffice()
    const card = { components: [{ type: 'HEADER', format: 'IMAGE' }] }
    const components = [
      { type: 'BODY', text: 'Mira:' },
      { type: 'CAROUSEL', cards: [card, card] },
    ]
    await whatsapp.addTemplate({ wabaId: office.wabaId, name: 'order_ready', language: 'es', components })
    await sync(office)
    const [{ id = '' } = {}] = await listed(office)
    const edit = { params: { templateId: id as Id }, body: DRAFT }

    expect(await office.admin.refusal(api.editTemplate, edit)).toBe('conflict')
  })

  test('is deleted here and there, its other languages stay', async () => {
    const office = await anOffice()
    const { id: templateId } = await create(office)
    await create(office, { ...DRAFT, language: 'en' })

    await office.admin.call(api.deleteTemplate, { params: { templateId } })
    await sync(office)

    expect(await listed(office)).toMatchObject([{ language: 'en' }])
  })

  test('has a file above its words, once the platform has been shown one', async () => {
    const office = await anOffice()
    const answer = await upload(office, 'dish.png', aPng())
    const { sample, kind } = (await answer.json()) as { sample: string; kind: string }

    const draft: TemplateDraft = { ...DRAFT, header: { type: 'image' }, sample }
    const made = await create(office, draft)
    const wrong = await office.admin.refusal(api.createTemplate, {
      params: at(office),
      body: { ...draft, name: 'clip', header: { type: 'video' } },
    })

    expect(kind).toBe('image')
    expect(made.definition.header).toEqual({ type: 'image' })
    expect(wrong).toBe('conflict')
  })

  test('takes no sample that is empty, too large or no picture, video or document', async () => {
    const office = await anOffice()

    const statuses = []
    for (const bytes of [new Uint8Array(), new Uint8Array(17 * 1_024 * 1_024)]) {
      statuses.push((await upload(office, 'dish.png', bytes)).status)
    }

    expect(statuses).toEqual([400, 400])
  })

  test('is nothing for an agent, nor for another org, nor without an account', async () => {
    const [office, other] = [await anOffice(), await anOffice()]
    const agent = await server.signIn(office.number.orgId)
    const { id: templateId } = await create(office)
    const plain = await connectNumber(server, { orgId: office.number.orgId })

    const input = { params: at(office), body: DRAFT }
    expect(await agent.refusal(api.createTemplate, input)).toBe('not_allowed')
    expect(await other.admin.refusal(api.createTemplate, input)).toBe('not_found')
    expect(await other.admin.refusal(api.deleteTemplate, { params: { templateId } })).toBe('not_found')
    expect(
      await office.admin.refusal(api.createTemplate, { params: { inboxId: plain.inboxId }, body: DRAFT }),
    ).toBe('conflict')
  })
})
