import { api, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const eventually = { timeout: 15_000 }
const ASKS = "const name = await chat.ask('Your name?'); await chat.say('Hello ' + name)"

/** A webhook of what the business wrote in its phone app. */
async function echo(desk: Desk, message: Record<string, unknown>): Promise<void> {
  const phone = await phoneOf(desk)
  const message_echoes = [
    { from: '59820000000', to: phone, id: `wamid.${newId()}`, timestamp: nowInSeconds(), ...message },
  ]
  const metadata = { display_phone_number: '59820000000', phone_number_id: desk.number.account }
  const value = { messaging_product: 'whatsapp', metadata, message_echoes }
  const changes = [{ field: 'smb_message_echoes', value }]
  const answer = await desk.number.post({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes }],
  })
  expect(answer.status).toBe(200)
}

const text = (body: string) => ({ type: 'text', text: { body } })
const nowInSeconds = () => String(Math.floor(Date.now() / 1_000))
const phoneOf = async ({ personId }: Desk) =>
  (await simulators.whatsapp.people({})).find(({ id }) => id === personId)?.waId ?? ''
const textsOf = async (desk: Desk) =>
  (await desk.timeline()).flatMap((item) =>
    item.type === 'message' && 'text' in item.content ? [`${item.author}: ${item.content.text}`] : [],
  )

async function openAtTheQuestion(): Promise<Desk> {
  const desk = await openDesk(server, { simulators, code: ASKS })
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['Your name?'])
  return desk
}

test('what a person writes in the phone app is shown, and takes the turn', async () => {
  const desk = await openAtTheQuestion()

  await echo(desk, text('Ana here, one moment'))

  await expect
    .poll(() => textsOf(desk), eventually)
    .toEqual(['contact: Hi', 'backend: Your name?', 'agent: Ana here, one moment'])
  expect(await desk.conversation()).toMatchObject({ holder: 'human' })
  const taken = (await desk.timeline()).find((item) => item.type === 'event' && item.event === 'taken_over')
  expect(taken).toMatchObject({ actorName: null, data: { elsewhere: true } })
  await desk.say('Sam')
  await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })
  await expect.poll(desk.phone, eventually).toEqual(['Your name?', 'Your name?'])
})

test('an echo that comes twice is one message, and nothing is sent because of it', async () => {
  const desk = await openAtTheQuestion()
  const id = `wamid.${newId()}`

  await Promise.all([1, 2, 3].map(() => echo(desk, { ...text('Once'), id })))
  await echo(desk, { ...text('Twice'), id: `wamid.${newId()}` })

  await expect.poll(() => textsOf(desk), eventually).toContain('agent: Twice')
  expect((await textsOf(desk)).filter((line) => line === 'agent: Once')).toHaveLength(1)
  expect(await desk.phone()).toEqual(['Your name?'])
})

test('what was sent from here is no news when it comes back', async () => {
  const desk = await openAtTheQuestion()
  await desk.agent.call(api.takeOver, { params: { conversationId: await desk.conversationId() } })
  await desk.answer('From the inbox')
  await expect.poll(desk.phone, eventually).toContain('From the inbox')
  const at = { personId: desk.personId, phoneNumberId: desk.number.account }
  const sent = (await simulators.whatsapp.messages(at)).find(({ body }) =>
    JSON.stringify(body).includes('From the inbox'),
  )

  await echo(desk, { ...text('From the inbox'), id: sent?.id })
  await echo(desk, text('From the phone'))

  await expect.poll(() => textsOf(desk), eventually).toContain('agent: From the phone')
  expect((await textsOf(desk)).filter((line) => line === 'agent: From the inbox')).toHaveLength(1)
})

test('a conversation that the business begins in the phone app is there, and nobody answers it', async () => {
  const desk = await openDesk(server, { simulators, code: ASKS })

  await echo(desk, text('Your order is ready'))

  await expect.poll(() => textsOf(desk).catch(() => []), eventually).toEqual(['agent: Your order is ready'])
  expect(await desk.conversation()).toMatchObject({ holder: 'human', unread: 0 })
  expect(await desk.phone()).toEqual([])
})

test('a reaction in the phone app takes no turn', async () => {
  const desk = await openAtTheQuestion()

  await echo(desk, { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '\u{1F44D}' } })

  const kinds = async () =>
    (await desk.timeline()).flatMap((item) => (item.type === 'message' ? [item.content.type] : []))
  await expect.poll(kinds, eventually).toContain('reaction')
  expect(await desk.conversation()).toMatchObject({ holder: 'backend' })
  await desk.say('Sam')
  await expect.poll(desk.phone, eventually).toEqual(['Your name?', 'Hello Sam'])
})
