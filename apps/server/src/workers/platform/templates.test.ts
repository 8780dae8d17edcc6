import { api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { aPng } from '../../testing/pictures.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { whatsapp } = simulators

let last = 0
const newWaba = () => `2022901293${String(++last).padStart(5, '0')}`

const REMINDER = {
  ...{ name: 'reminder', language: 'es' },
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Hola {{1}}, te esperamos el {{2}}.' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Ver', url: 'https://casa.example/{{1}}' }] },
  ],
}
const ORDER = {
  ...{ name: 'order', language: 'es', format: 'NAMED' as const },
  components: [
    { type: 'BODY', text: 'Hola {{guest}}, tu pedido está {{state}}.' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Gracias' }] },
  ],
}

const aCard = (text: string) => ({
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Take it' }] },
  ],
})
const OFFERS = {
  ...{ name: 'offers', language: 'es', category: 'utility' as const },
  components: [
    { type: 'BODY', text: 'Mira:' },
    { type: 'CAROUSEL', cards: [aCard('Soup, {{1}}'), aCard('Rice, {{1}}')] },
  ],
}

/** A desk whose inbox knows both templates. */
async function aDesk(code?: string): Promise<Desk & { wabaId: string }> {
  const wabaId = newWaba()
  for (const template of [REMINDER, ORDER]) await whatsapp.addTemplate({ wabaId, ...template })
  const desk = await openDesk(server, { simulators, wabaId, ...(code === undefined ? {} : { code }) })
  // The number is known to the platform only after its inbox: a first attempt may have been refused.
  await sync(desk)
  await expect.poll(async () => (await listOf(desk)).templates.length, { timeout: 10_000 }).toBe(2)
  return { ...desk, wabaId }
}

function listOf({ agent, number }: Desk) {
  return agent.call(api.listTemplates, { params: { inboxId: number.inboxId } })
}

function sync({ agent, number }: Desk) {
  return agent.call(api.syncTemplates, { params: { inboxId: number.inboxId } })
}

async function named(desk: Desk, name: string) {
  const template = (await listOf(desk)).templates.find((one) => one.name === name)
  if (!template) throw new Error(`There is no template ${name}.`)
  return template
}

async function shown({ personId, number }: Desk) {
  const messages = await whatsapp.messages({ personId, phoneNumberId: number.account })
  return messages.filter(({ direction }) => direction === 'out').map(({ type, body }) => ({ type, body }))
}

async function closeWindow(desk: Desk): Promise<Id> {
  const conversationId = await desk.conversationId()
  await admin.query("update conversation set window_closes_at = now() - interval '1 s' where id = $1", [
    conversationId,
  ])
  return conversationId
}

async function uploadPicture({ agent }: Desk, conversationId: Id): Promise<Id> {
  const path = `${server.url}/v1/conversations/${conversationId}/files?filename=a.png&for=template`
  const headers = { cookie: agent.cookie, origin: server.url }
  const answer = await fetch(path, { method: 'POST', headers, body: new Uint8Array(aPng()) })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { mediaId: Id }).mediaId
}

const VALUES = { 1: 'Ana', 2: 'lunes', 'button.1': '7f' }

describe('the templates of an inbox', () => {
  test('are read page by page, and what the platform no longer has goes', async () => {
    const desk = await aDesk()
    const before = await named(desk, 'order')
    for (let at = 0; at < 120; at++) {
      await whatsapp.addTemplate({ wabaId: desk.wabaId, name: `more_${at}`, language: 'es', body: 'Hola' })
    }
    await sync(desk)

    await expect.poll(async () => (await listOf(desk)).templates.length, { timeout: 15_000 }).toBe(122)
    expect(await named(desk, 'order')).toMatchObject({
      id: before.id,
      category: 'utility',
      status: 'approved',
    })
    expect((await listOf(desk)).failure).toBeNull()
  })

  test('follow what the platform says of them, at once', async () => {
    const desk = await aDesk()
    const { wabaId } = desk
    await whatsapp.changeTemplate({ wabaId, name: 'order', status: 'REJECTED', reason: 'SCAM' })
    await whatsapp.changeTemplate({ wabaId, name: 'reminder', category: 'marketing', quality: 'red' })

    await expect
      .poll(() => named(desk, 'order'))
      .toMatchObject({ status: 'rejected', reason: 'scam', category: 'utility' })
    await expect
      .poll(() => named(desk, 'reminder'))
      .toMatchObject({ status: 'approved', category: 'marketing', quality: 'red' })

    const components = [{ type: 'BODY', text: 'Nuevo' }]
    await whatsapp.changeTemplate({ wabaId, name: 'reminder', components })
    await expect
      .poll(async () => (await named(desk, 'reminder')).definition.body, { timeout: 10_000 })
      .toBe('Nuevo')
  })

  test('of another org are none of an org’s business, nor is what is said of them', async () => {
    const [mine, theirs] = [await aDesk(), await aDesk()]
    const { id } = await named(theirs, 'order')
    await mine.say('Hola')
    await expect.poll(mine.conversationId).toBeTruthy()

    expect(await mine.agent.refusal(api.listTemplates, { params: theirs.number })).toBe('not_found')
    expect(await mine.agent.refusal(api.syncTemplates, { params: theirs.number })).toBe('not_found')
    const body = { clientId: newId(), templateId: id, values: { guest: 'Ana', state: 'x' } }
    const params = { conversationId: await mine.conversationId() }
    expect(await mine.agent.refusal(api.sendTemplate, { params, body })).toBe('not_found')

    const { rows } = await admin.query('select external_id from template where id = $1', [id])
    const value = { event: 'DISABLED', message_template_id: Number(rows[0].external_id) }
    const changes = [{ field: 'message_template_status_update', value }]
    await mine.number.post({ entry: [{ id: theirs.wabaId, changes }] })
    await mine.number.post({ entry: [{ id: mine.wabaId, changes }] })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await named(theirs, 'order')).status).toBe('approved')
  })

  test('that cannot be read leave the known ones, and the reason in words', async () => {
    const desk = await aDesk()
    await admin.query('update job set due_at = null where id = $1', [desk.number.inboxId])
    await whatsapp.registerNumber({
      ...{ phoneNumberId: desk.number.account, displayPhoneNumber: '+598 1', wabaId: desk.wabaId },
      ...{ accessToken: 'another', appId: desk.number.appId },
    })
    await sync(desk)

    await expect
      .poll(async () => (await listOf(desk)).failure, { timeout: 10_000 })
      .toContain('token may not use it')
    expect((await listOf(desk)).templates).toHaveLength(2)
  })
})

describe('a member', () => {
  test('sends a template with a picture after the window, once however often it is asked', async () => {
    const desk = await aDesk()
    await desk.say('Hola')
    await expect.poll(desk.conversationId).toBeTruthy()
    const conversationId = await closeWindow(desk)
    const { id: templateId } = await named(desk, 'reminder')
    const mediaId = await uploadPicture(desk, conversationId)
    const call = {
      params: { conversationId },
      body: { clientId: newId(), templateId, values: VALUES, mediaId },
    }

    expect(
      await desk.agent.refusal(api.sendMessage, {
        params: call.params,
        body: { clientId: newId(), text: 'x' },
      }),
    ).toBe('window_closed')
    const [first, again] = [
      await desk.agent.call(api.sendTemplate, call),
      await desk.agent.call(api.sendTemplate, call),
    ]

    expect(again.id).toBe(first.id)
    expect(first).toMatchObject({ media: { status: 'stored' }, author: 'agent' })
    await expect
      .poll(() => shown(desk), { timeout: 10_000 })
      .toMatchObject([
        {
          type: 'template',
          body: {
            header: { type: 'image', image: { id: expect.any(String) } },
            text: 'Hola Ana, te esperamos el lunes.',
            buttons: [{ kind: 'url', url: 'https://casa.example/7f' }],
          },
        },
      ])
    expect((await desk.conversation()).holder).toBe('human')
    await expect.poll(async () => (await desk.sent())[0]?.status).toBe('delivered')
  })

  test.each<[string, Record<string, string>, string, RegExp]>([
    ['a value that is missing', { guest: 'Ana' }, 'invalid_request', /"state" is missing/],
    ['a line break', { guest: 'A\nB', state: 'x' }, 'invalid_request', /no line break/],
    ['a value too many', { guest: 'A', state: 'x', more: 'y' }, 'invalid_request', /no value "more"/],
  ])('is told what is wrong with %s', async (_name, ...[values, code, words]) => {
    const desk = await aDesk()
    await desk.say('Hola')
    await expect.poll(desk.conversationId).toBeTruthy()
    const { id: templateId } = await named(desk, 'order')
    const path = `/v1/conversations/${await desk.conversationId()}/templates`
    const answer = await desk.agent.send('POST', path, { body: { clientId: newId(), templateId, values } })

    expect(answer.body).toMatchObject({ code, message: expect.stringMatching(words) })
    expect(await shown(desk)).toEqual([])
  })

  test('cannot send one that is paused, nor a file of another conversation', async () => {
    const [desk, other] = [await aDesk(), await aDesk()]
    for (const one of [desk, other]) {
      await one.say('Hola')
      await expect.poll(one.conversationId).toBeTruthy()
    }
    const mediaId = await uploadPicture(other, await other.conversationId())
    const { id: templateId } = await named(desk, 'reminder')
    const params = { conversationId: await desk.conversationId() }
    const body = { clientId: newId(), templateId, values: VALUES, mediaId }

    expect(await desk.agent.refusal(api.sendTemplate, { params, body })).toBe('not_found')
    await whatsapp.changeTemplate({ wabaId: desk.wabaId, name: 'reminder', status: 'PAUSED' })
    await expect.poll(async () => (await named(desk, 'reminder')).status).toBe('paused')
    expect(await desk.agent.refusal(api.sendTemplate, { params, body })).toBe('conflict')
  })

  test('sees why a template failed that the platform has otherwise, and it is read again', async () => {
    const desk = await aDesk()
    await desk.say('Hola')
    await expect.poll(desk.conversationId).toBeTruthy()
    const { id: templateId } = await named(desk, 'order')
    const components = [{ type: 'BODY', text: 'Hola {{guest}}.' }]
    // Without a webhook: what is known here is stale.
    await whatsapp.addTemplate({ wabaId: desk.wabaId, ...ORDER, components })
    const params = { conversationId: await desk.conversationId() }
    const values = { guest: 'Ana', state: 'x' }
    await desk.agent.call(api.sendTemplate, { params, body: { clientId: newId(), templateId, values } })

    await expect
      .poll(async () => (await desk.sent())[0], { timeout: 10_000 })
      .toMatchObject({ status: 'failed', reason: expect.stringContaining('do not fit the template') })
    await expect
      .poll(async () => (await named(desk, 'order')).definition.body, { timeout: 10_000 })
      .toBe('Hola {{guest}}.')
  })

  test('sends a failed template again when the window is closed', async () => {
    const desk = await aDesk()
    await desk.say('Hola')
    await expect.poll(desk.conversationId).toBeTruthy()
    const conversationId = await closeWindow(desk)
    await whatsapp.fail({ kind: '131026', phoneNumberId: desk.number.account })
    const { id: templateId } = await named(desk, 'order')
    const values = { guest: 'Ana', state: 'x' }
    const { id: messageId } = await desk.agent.call(api.sendTemplate, {
      params: { conversationId },
      body: { clientId: newId(), templateId, values },
    })
    await expect.poll(async () => (await desk.sent())[0]?.status, { timeout: 10_000 }).toBe('failed')

    await desk.agent.call(api.retryMessage, { params: { conversationId, messageId } })

    await expect.poll(async () => (await shown(desk)).length, { timeout: 10_000 }).toBe(1)
  })
})

describe('code', () => {
  test('says a template in the contact’s language, and its button is an answer', async () => {
    const desk = await aDesk(`
      await chat.say({ template: { name: 'order', values: { guest: 'Ana', state: 'listo' } } })
      await chat.say('Heard: ' + await chat.ask('Well?'))`)
    await desk.say('Hola')
    await expect
      .poll(() => shown(desk), { timeout: 10_000 })
      .toMatchObject([
        { type: 'template', body: { text: 'Hola Ana, tu pedido está listo.' } },
        { type: 'text' },
      ])

    await whatsapp.press({ personId: desk.personId, phoneNumberId: desk.number.account, title: 'Gracias' })

    await expect.poll(async () => (await desk.phone()).at(-1), { timeout: 10_000 }).toBe('Heard: Gracias')
  })

  test('says one with a picture that it made', async () => {
    const png = aPng().toString('base64')
    const desk = await aDesk(`
      const bytes = Uint8Array.from(atob('${png}'), (one) => one.charCodeAt(0))
      await chat.say({ template: {
        name: 'reminder', values: { 1: 'Ana', 2: 'lunes', 'button.1': '7f' },
        header: { bytes, mimeType: 'image/png' } } })`)
    await desk.say('Hola')

    await expect
      .poll(() => shown(desk), { timeout: 10_000 })
      .toMatchObject([{ type: 'template', body: { header: { type: 'image' } } }])
    const { rows } = await admin.query('select unsent_until from media where org_id = $1', [
      desk.number.orgId,
    ])
    expect(rows).toEqual([{ unsent_until: null }])
  })

  test('says cards, each with its picture and its words, and hears what is pressed on one', async () => {
    const wabaId = newWaba()
    await whatsapp.addTemplate({ wabaId, ...OFFERS })
    const values = {
      ...{ 'card.1.header': 'https://shop.example/a.jpg', 'card.1.1': '4 euros', 'card.1.button.1': 'soup' },
      ...{ 'card.2.header': 'https://shop.example/b.jpg', 'card.2.1': '6 euros', 'card.2.button.1': 'rice' },
    }
    const code = `
      await chat.say({ template: { name: 'offers', values: ${JSON.stringify(values)} } })
      await chat.say('Heard: ' + await chat.ask('Which?'))`
    const desk = await openDesk(server, { simulators, wabaId, code })
    await sync(desk)
    await expect.poll(async () => (await listOf(desk)).templates.length, { timeout: 10_000 }).toBe(1)
    await desk.say('Hola')
    await expect
      .poll(() => shown(desk), { timeout: 10_000 })
      .toMatchObject([
        { type: 'template', body: { cards: [{ text: 'Soup, 4 euros' }, { buttons: [{ id: 'rice' }] }] } },
        { type: 'text' },
      ])
    await whatsapp.press({ personId: desk.personId, phoneNumberId: desk.number.account, choiceId: 'rice' })
    await expect.poll(async () => (await desk.phone()).at(-1), { timeout: 10_000 }).toBe('Heard: rice')

    const { id: templateId } = await named(desk, 'offers')
    const conversationId = await desk.conversationId()
    const send = (given: Record<string, string>) =>
      desk.agent.call(api.sendTemplate, {
        params: { conversationId },
        body: { clientId: newId(), templateId, values: given },
      })
    await expect(send({ ...values, 'card.2.header': 'here' })).rejects.toThrow('the whole https address')
    await send(values)
    await expect.poll(async () => (await shown(desk)).at(-1)?.type, { timeout: 10_000 }).toBe('template')
    expect((await desk.timeline()).at(-1)).toMatchObject({
      content: { cards: [{}, { text: 'Rice, 6 euros' }] },
    })
  })

  test.each([
    ['one that is not there', `{ name: 'nothing' }`, 'There is no template nothing'],
    ['another language', `{ name: 'order', language: 'pt' }`, 'There is no template order in pt'],
    ['a value that is missing', `{ name: 'order', values: { guest: 'Ana' } }`, '"state" is missing'],
  ])('that says %s gives the conversation to people, who read why', async (_name, template, words) => {
    const desk = await aDesk(`await chat.say({ template: ${template} }); await chat.ask('Well?')`)
    await desk.say('Hola')

    await expect
      .poll(desk.conversation, { timeout: 10_000 })
      .toMatchObject({ holder: 'human', handoffReason: expect.stringContaining(words) })
    // The apology, and nothing of the template.
    const types = async () => (await shown(desk)).map(({ type }) => type)
    await expect.poll(types, { timeout: 10_000 }).toEqual(['text'])
  })
})
