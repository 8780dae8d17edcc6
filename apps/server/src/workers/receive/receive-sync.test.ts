import { api, type Id } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { startServer } from '../../testing/server.ts'
import { aText, connectNumber, deployCode } from '../../testing/whatsapp.ts'

const server = await startServer(await testDatabase())
const eventually = { timeout: 15_000 }
const [ADA, BUSINESS] = ['4915100001', '15550783881']

async function aDesk() {
  const orgId = await anOrg(server.db)
  const backendId = await deployCode(server, orgId, { body: "await chat.say('I answer')" })
  const number = await connectNumber(server, { orgId, backendId })
  const agent = await server.signIn(orgId)
  const post = (field: string, value: Record<string, unknown>) => {
    const metadata = { display_phone_number: BUSINESS, phone_number_id: number.account }
    const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
    const entry = [{ id: '1020', changes: [change] }]
    return number.post({ object: 'whatsapp_business_account', entry })
  }
  return {
    post,
    history: (chunk: Record<string, unknown>) => post('history', { history: [chunk] }),
    inbox: async () => (await agent.call(api.listInboxes, {})).inboxes[0],
    conversations: async () =>
      (await agent.call(api.listConversations, { query: { status: 'all' } })).conversations,
    messages: async (conversationId: Id) =>
      (await agent.call(api.getTimeline, { params: { conversationId } })).items,
  }
}

const said = (text: string, daysAgo: number, over: Record<string, unknown> = {}) => ({
  ...aText(text, { from: ADA }),
  timestamp: String(Math.floor(Date.now() / 1000) - daysAgo * 86_400),
  history_context: { status: 'READ' },
  ...over,
})

test('what was said in the phone app before comes over, is counted, and wakes nobody', async () => {
  const desk = await aDesk()
  const ours = { from: BUSINESS, to: ADA }
  const thread = { id: ADA, messages: [said('Hello?', 40), said('We open at 9', 39, ours)] }

  await desk.history({ metadata: { phase: 1, chunk_order: 1, progress: 55 }, threads: [thread] })
  await desk.history({ metadata: { phase: 1, chunk_order: 1, progress: 55 }, threads: [thread] })
  await desk.history({
    ...{ metadata: { phase: 0, chunk_order: 1, progress: 20 } },
    threads: [{ id: ADA, messages: [said('Thanks', 38)] }],
  })

  await expect
    .poll(async () => (await desk.inbox())?.history, eventually)
    .toEqual({ messages: 3, progress: 55, failure: null })
  const [conversation] = await desk.conversations()
  expect(conversation).toMatchObject({ status: 'closed', unread: 0, holder: 'nobody', windowClosesAt: null })
  const items = await desk.messages(conversation?.id as Id)
  expect(items.map((item) => item.type === 'message' && [item.author, item.content])).toMatchObject([
    ['contact', { text: 'Hello?' }],
    ['agent', { text: 'We open at 9' }],
    ['contact', { text: 'Thanks' }],
  ])
  expect((await desk.inbox())?.unhandled).toEqual([])
})

test('a business that declines is told so, and a broken thread costs its neighbours nothing', async () => {
  const desk = await aDesk()
  await desk.history({ errors: [{ code: 2593109, title: 'History sharing is turned off' }] })
  await expect.poll(async () => (await desk.inbox())?.history?.failure, eventually).toBe('2593109')

  const threads = [null, { messages: [7, {}] }, { id: ADA, messages: [said('Whole', 3)] }]
  await desk.history({ metadata: { phase: 2, chunk_order: 4, progress: 100 }, threads })

  await expect.poll(async () => (await desk.inbox())?.history?.messages, eventually).toBe(1)
  expect(await desk.conversations()).toHaveLength(1)
})

test('the address book of the phone names who writes', async () => {
  const desk = await aDesk()
  const contact = { full_name: 'Ada, plumber', phone_number: '+49 151 00001' }
  await desk.post('smb_app_state_sync', { state_sync: [{ type: 'contact', action: 'add', contact }] })

  await desk.history({ metadata: {}, threads: [{ id: ADA, messages: [said('Hi', 2)] }] })

  await expect
    .poll(async () => (await desk.conversations())[0]?.contact.name, eventually)
    .toBe('Ada, plumber')
})
