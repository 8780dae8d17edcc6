import { afterEach, beforeEach, expect, test } from 'vitest'
import { aBusiness, type Business, until } from '../testing/a-business.ts'

let business: Business

beforeEach(async () => {
  business = await aBusiness()
  await business.simulators.whatsapp.say({ personId: 'ana', text: 'Hola' })
})
afterEach(() => business.close())

const text = { type: 'text', text: { body: 'Hi' } }
const whatsapp = () => business.simulators.whatsapp
const messages = () => business.receiver.messages()
const changes = () =>
  business.receiver.arrivals.flatMap(({ body }) => body.entry.flatMap((entry) => entry.changes))

test('somebody changes the number, and every business is told from the old one', async () => {
  await whatsapp().changePerson({ personId: 'ana', phone: '+34 600 999 888', username: 'ana.g' })
  await whatsapp().say({ personId: 'ana', text: 'Soy yo' })
  await whatsapp().awaitIdle()

  expect(messages()[1]).toMatchObject({
    from: '34600111222',
    type: 'system',
    system: { type: 'user_changed_number', wa_id: '34600999888' },
  })
  expect(messages()[2]).toMatchObject({ from: '34600999888', text: { body: 'Soy yo' } })
  expect(changes().at(-1)?.value.contacts).toMatchObject([{ profile: { username: 'ana.g' } }])
})

test('somebody hides the number, gets another BSUID, and cannot be left without any address', async () => {
  await expect(whatsapp().changePerson({ personId: 'ana', phone: null })).rejects.toThrow('needs a BSUID')
  await whatsapp().changePerson({ personId: 'ana', phone: null, bsuid: 'ES.1' })
  await whatsapp().changePerson({ personId: 'ana', bsuid: 'ES.2' })
  await whatsapp().awaitIdle()

  expect(messages().at(-1)).toMatchObject({
    system: { type: 'user_changed_user_id', user_id: 'ES.2', previous_user_id: 'ES.1' },
  })
  expect(messages().at(-1)).not.toHaveProperty('from')
  await whatsapp().addPerson({ id: 'leo', name: 'Leo', phone: '+34 600 000 001' })
  await expect(whatsapp().changePerson({ personId: 'ana', phone: '+34 600 000 001' })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('a window is closed and opened for one person, by hand', async () => {
  await whatsapp().setWindow({ personId: 'ana', isOpen: false })
  expect((await business.send(text)).body.error?.code).toBe(131047)

  await whatsapp().setWindow({ personId: 'ana', isOpen: true })
  expect((await business.send(text)).status).toBe(200)
})

test('limits of a number and of a pair are kept', async () => {
  await whatsapp().settings({ pairBurstMax: 2 })
  const codes = async (count: number) => {
    const answers = []
    for (let sent = 0; sent < count; sent++) answers.push((await business.send(text)).body.error?.code ?? 200)
    return answers
  }

  expect(await codes(3)).toEqual([200, 200, 131056])
  await whatsapp().settings({ pairBurstMax: 1_000_000, sendsPerSecondMax: 1 })
  expect(await codes(2)).toContain(130429)
})

test('quality and limit are told by their webhooks, and asked of the number', async () => {
  await whatsapp().changeNumber({ quality: 'RED', messagingLimit: 'TIER_250' })
  await whatsapp().changeNumber({ quality: 'GREEN' })
  await until('three webhooks', () => changes().length >= 4)

  const told = changes().filter(({ field }) => field === 'phone_number_quality_update')
  expect(told.map(({ value }) => (value as unknown as { event: string }).event)).toEqual([
    'DOWNGRADE',
    'FLAGGED',
    'UNFLAGGED',
  ])
})

test('somebody blocks the business: what is said fails on its way; writing lifts the block', async () => {
  await whatsapp().block({ personId: 'ana' })
  expect((await business.send(text)).status).toBe(200)
  await until('a failure', () => business.receiver.statuses().some(({ status }) => status === 'failed'))

  await whatsapp().say({ personId: 'ana', text: 'Perdón' })
  await business.send(text)
  await until('a delivery', () => business.receiver.statuses().some(({ status }) => status === 'delivered'))
})

test('somebody stops offers in the app itself, and wants them again', async () => {
  await whatsapp().setPreference({ personId: 'ana', wantsMarketing: false })
  await whatsapp().setPreference({ personId: 'ana', wantsMarketing: true })
  await whatsapp().awaitIdle()

  const told = changes().filter(({ field }) => field === 'user_preferences')
  expect(told.map(({ value }) => value)).toMatchObject([
    { user_preferences: [{ wa_id: '34600111222', category: 'marketing_messages', value: 'stop' }] },
    { user_preferences: [{ value: 'resume' }] },
  ])
})

test('a message is changed and taken back, its own only', async () => {
  const { id } = await whatsapp().say({ personId: 'ana', text: 'Somos dos' })
  await whatsapp().edit({ personId: 'ana', messageId: id, text: 'Somos tres' })
  await whatsapp().unsend({ personId: 'ana', messageId: id })
  await whatsapp().awaitIdle()

  expect(messages().slice(2)).toMatchObject([
    {
      type: 'edit',
      edit: { original_message_id: id, message: { type: 'text', text: { body: 'Somos tres' } } },
    },
    { type: 'revoke', revoke: { original_message_id: id } },
  ])
  await expect(whatsapp().unsend({ personId: 'ana', messageId: id })).rejects.toThrow('Only an own message')
})

test('what was posted is kept with its answers, and posted again byte for byte', async () => {
  await whatsapp().awaitIdle()
  business.receiver.answers.push(500)
  await whatsapp().say({ personId: 'ana', text: '¿Hay mesa?' })
  await whatsapp().awaitIdle()
  const [entry] = await whatsapp().webhookLog()

  expect(entry).toMatchObject({ url: business.receiver.url, attempts: 2, status: 200 })
  expect(entry?.body).toContain('\\u00bfHay mesa?')
  expect(await whatsapp().repeatWebhook({ id: entry?.id ?? '' })).toBe(200)
  const bodies = business.receiver.arrivals.map(({ raw }) => raw)
  expect(bodies.filter((raw) => raw === entry?.body)).toHaveLength(3)
  expect(business.receiver.arrivals.every(({ isSigned }) => isSigned)).toBe(true)
  await expect(whatsapp().repeatWebhook({ id: 'gone' })).rejects.toThrow('There is no webhook gone')
})
