import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  api,
  type ChannelType,
  type DeclaredTool,
  type Id,
  type Issue,
  newId,
  type ToolApprovers,
} from '@hilo/protocol'
import { afterAll, expect, test } from 'vitest'
import { codeToolsOf } from '../../domain/ai-tool/code-tool.ts'
import { testDatabase } from '../../testing/database.ts'
import {
  A_DECLARED_TOOL,
  aBackend,
  aConversation,
  anInbox,
  anOrg,
  aToolCall,
} from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'

let sent = 0
const service = createServer((_, response) => {
  sent++
  response.end('{"state":"shipped"}')
}).listen(0, '127.0.0.1')
await once(service, 'listening')
afterAll(() => service.close())
const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
const database = await testDatabase()
const admin = await database.connect()
const server = await startServer(database, { config: { egressLoopback: [host] } })

test('what a member approves is done once, and the contact is told what came', async () => {
  const { ada, orgId, conversationId, callId } = await aWaitingCall()
  const eva = await server.signIn(orgId)
  const approve = (by: Caller) =>
    by.send('POST', `/v1/ai/tool-calls/${callId}/decision`, { body: { isApproved: true } })

  const both = await Promise.all([approve(ada), approve(eva)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(sent).toBe(1)
  const { calls } = await ada.call(api.listAiToolCalls, { params: { conversationId } })
  expect(calls).toMatchObject([{ status: 'done', result: '{"state":"shipped"}' }])
  expect(await said(ada, conversationId)).toEqual(['Your order is shipped.'])
  expect((await ada.call(api.getConversation, { params: { conversationId } })).holder).toBe('nobody')
})

test('what a member refuses is not done, and is theirs to explain', async () => {
  const { ada, conversationId, callId } = await aWaitingCall()
  const before = sent

  const call = await ada.call(api.decideAiToolCall, { params: { callId }, body: { isApproved: false } })
  expect([call.status, sent]).toEqual(['refused', before])
  expect(await said(ada, conversationId)).toEqual([
    'The team did not approve this: Order status. A person will write here.',
  ])
  const { holder, assigneeId } = await ada.call(api.getConversation, { params: { conversationId } })
  expect([holder, assigneeId]).toEqual(['human', ada.memberId])
})

test('what the contact cannot be told any more is kept for the member, until somebody writes', async () => {
  const { ada, conversationId, callId, inboxName } = await aWaitingCall('whatsapp')
  await admin.query("update conversation set window_closes_at = now() - interval '1 hour' where id = $1", [
    conversationId,
  ])

  const call = await ada.call(api.decideAiToolCall, { params: { callId }, body: { isApproved: true } })
  expect(call).toMatchObject({
    ...{ status: 'done', untold: { rule: 'window_closed', text: 'Your order is shipped.' } },
  })
  expect(await said(ada, conversationId)).toEqual([])
  const { holder, assigneeId } = await ada.call(api.getConversation, { params: { conversationId } })
  expect([holder, assigneeId]).toEqual(['human', ada.memberId])

  await admin.query("update conversation set window_closes_at = now() + interval '1 hour' where id = $1", [
    conversationId,
  ])
  await ada.call(api.sendMessage, {
    params: { conversationId },
    body: { clientId: newId(), text: 'It left.' },
  })
  const { calls } = await ada.call(api.listAllToolCalls, { query: { status: 'done' } })
  expect(calls).toMatchObject([
    { id: callId, inbox: { name: inboxName }, untold: null, ms: expect.any(Number) },
  ])
})

test('what was approved after the conversation was closed is not said in it', async () => {
  const { ada, conversationId, callId } = await aWaitingCall()
  await ada.call(api.closeConversation, { params: { conversationId } })

  const call = await ada.call(api.decideAiToolCall, { params: { callId }, body: { isApproved: true } })
  expect(call).toMatchObject({ status: 'done', untold: { rule: 'conversation_closed' } })
  expect(await said(ada, conversationId)).toEqual([])
  expect((await ada.call(api.getConversation, { params: { conversationId } })).status).toBe('closed')
})

test('all that is wrong with a tool is told at once: by its contract, by itself and by the org', async () => {
  const ada = await server.signIn(await anOrg(server.db), { role: 'admin' })
  const [id, blank, twice] = [
    { name: 'id', label: 'Id', description: '', type: 'integer', options: [], isRequired: true },
    { name: '', label: '', description: '', type: 'text', options: [], isRequired: true },
    {
      name: 'id',
      label: '',
      description: '',
      type: 'integer',
      options: [],
      isRequired: true,
      default: 'two',
    },
  ]
  const settings = {
    ...{
      title: '',
      description: 'Looks an order up.',
      fields: [id, blank, twice],
      method: 'GET',
      body: '{}',
    },
    ...{ url: 'https://api.example.com/{id}/{town}', hosts: ['other.example'], reply: '{city}' },
    ...{ headers: [{ name: 'Host', value: 'x' }], secretHeaders: [{ name: 'x-key' }], assurance: 'anyone' },
    ...{ confirmation: 'none', inboxIds: [newId()], callsPerHour: 0, isEnabled: true },
  }
  const told = async (more: object) => {
    const sending = { body: { ...settings, ...more, expect: 0 } }
    const { status, body } = await ada.send('PUT', '/v1/ai/tools/order_status', sending)
    expect(status).toBe(400)
    return (body as { issues: Issue[] }).issues
  }
  const byItself = [
    ...['body', 'fields.2.default', 'fields.2.name', 'headers.0.name', 'hosts', 'inboxIds', 'reply'],
    ...['secretHeaders.0.value', 'url', 'url'],
  ]

  const all = await told({})
  expect(all.map(({ path }) => path.join('.')).sort()).toEqual(
    [...byItself, 'callsPerHour', 'fields.1.label', 'fields.1.name', 'fields.2.label', 'title'].sort(),
  )
  expect(all.every(({ messageEs }) => messageEs)).toBe(true)
  expect(all.find(({ path }) => path.join('.') === 'fields.1.name')).toMatchObject({
    message: 'Give the field a name, such as order_id, or take it out.',
  })

  const fits = { title: 'Order status', callsPerHour: 1, fields: [id, { ...twice, label: 'Twice' }] }
  const rest = await told(fits)
  expect(rest.map(({ path }) => path.join('.').replace('fields.1', 'fields.2')).sort()).toEqual(byItself)
  // What is no tool at all is refused as ever.
  for (const body of [null, [], 'x', { fields: 'x' }, { fields: [null, 1, { fields: [[]] }], url: 7 }])
    expect((await ada.send('PUT', '/v1/ai/tools/order_status', { body })).status).toBe(400)
})

test('a tool is tried as it is saved: what was sent without its secrets, what came, what would be said', async () => {
  const orgId = await anOrg(server.db)
  const ada = await server.signIn(orgId, { role: 'admin' })
  const agent = await server.signIn(orgId)
  const params = { name: 'cancel_order' }
  const order = {
    name: 'order',
    label: 'Order',
    description: '',
    type: 'integer',
    options: [],
    isRequired: true,
  }
  const settings = {
    ...{ title: 'Cancel an order', description: 'Cancels it.', fields: [order], method: 'POST', headers: [] },
    ...{
      url: `http://${host}/orders/{order}`,
      body: '{"by":"{contact.phone}"}',
      reply: 'It is {result.state}.',
    },
    ...{ secretHeaders: [{ name: 'x-key', value: 's3cret-key' }], hosts: ['127.0.0.1'], assurance: 'anyone' },
    ...{ confirmation: 'contact', inboxIds: null, callsPerHour: 20, isEnabled: false },
  }
  const saved = await ada.call(api.putAiTool, { params, body: { ...settings, expect: 0 } })
  const body = { values: { order: 7 }, identity: { 'contact.phone': '+598 1' }, expect: saved.revision }
  const before = sent
  for (const wrong of [
    {},
    { isConfirmed: true, values: { order: 'x' } },
    { isConfirmed: true, identity: {} },
  ])
    expect(await ada.refusal(api.tryAiTool, { params, body: { ...body, ...wrong } })).toBe('invalid_request')
  expect(await agent.refusal(api.tryAiTool, { params, body: { ...body, isConfirmed: true } })).toBe(
    'not_allowed',
  )
  expect(sent).toBe(before)

  const trial = await ada.call(api.tryAiTool, { params, body: { ...body, isConfirmed: true } })
  expect(trial).toMatchObject({
    ...{ fault: null, httpStatus: 200, result: '{"state":"shipped"}', said: 'It is shipped.' },
    sent: { method: 'POST', url: `http://${host}/orders/7`, body: '{"by":"+598 1"}' },
  })
  expect(trial.sent.headers).toContainEqual({ name: 'x-key', value: '(secret)' })
  expect(trial.sent.headers).toContainEqual({ name: 'hilo-test', value: 'true' })
  expect(JSON.stringify(trial)).not.toContain('s3cret')
  expect(sent).toBe(before + 1)
})

test.each([
  ['was changed', 'update ai_tool set revision = revision + 1 where org_id = $1'],
  ['is gone', 'delete from ai_tool where org_id = $1'],
])(
  'what was approved of a tool that %s meanwhile is not done, and is theirs to explain',
  async (_, change) => {
    const { ada, orgId, conversationId, callId } = await aWaitingCall()
    const before = sent
    await admin.query(change, [orgId])

    const call = await ada.call(api.decideAiToolCall, { params: { callId }, body: { isApproved: true } })
    expect([call.status, call.fault, sent]).toEqual(['failed', 'changed', before])
    expect(await said(ada, conversationId)).toEqual([
      expect.stringMatching(/^This did not work: Order status/),
    ])
    const { holder, assigneeId } = await ada.call(api.getConversation, { params: { conversationId } })
    expect([holder, assigneeId]).toEqual(['human', ada.memberId])
  },
)

test('what nobody decided in a day is over, and nobody of another org can decide it', async () => {
  const { ada, conversationId, callId } = await aWaitingCall()
  const stranger = (await aWaitingCall()).ada
  const decision = { params: { callId }, body: { isApproved: true } }
  const before = sent
  expect(await stranger.refusal(api.decideAiToolCall, decision)).toBe('not_found')
  await admin.query("update ai_tool_call set expires_at = now() - interval '1 s' where id = $1", [callId])

  expect(await ada.refusal(api.decideAiToolCall, decision)).toBe('conflict')
  const { calls } = await ada.call(api.listAiToolCalls, { params: { conversationId } })
  expect([calls[0]?.status, sent]).toEqual(['expired', before])
})

test('what admins or named members have to approve nobody else does, and they are told who may', async () => {
  const decide = { isApproved: true }
  const admins = await aWaitingCall('web', { approvers: { who: 'admins', memberIds: [] } })
  const { orgId, callId, conversationId } = admins
  const owner = await server.signIn(orgId, { role: 'owner' })
  const before = sent
  const refused = await admins.ada.send('POST', `/v1/ai/tool-calls/${callId}/decision`, { body: decide })
  expect([refused.status, sent]).toEqual([403, before])
  expect(JSON.stringify(refused.body)).toContain('Only an admin or the owner may decide this')
  const { calls } = await admins.ada.call(api.listAiToolCalls, { params: { conversationId } })
  expect(calls).toMatchObject([{ status: 'waiting', approvers: { who: 'admins' } }])
  const boss = await server.signIn(orgId, { role: 'admin' })
  expect(await boss.call(api.decideAiToolCall, { params: { callId }, body: decide })).toMatchObject({
    ...{ status: 'done', approvers: null },
  })

  const eva = await server.signIn(orgId)
  const named = { who: 'members' as const, memberIds: [eva.memberId] }
  const next = await aWaitingCall('web', { approvers: named, orgId })
  const params = { callId: next.callId }
  for (const other of [next.ada, boss])
    expect(await other.refusal(api.decideAiToolCall, { params, body: decide })).toBe('not_allowed')
  expect(await eva.call(api.decideAiToolCall, { params, body: decide })).toMatchObject({ status: 'done' })
  const last = await aWaitingCall('web', { approvers: named, orgId })
  const again = { params: { callId: last.callId }, body: decide }
  expect(await owner.call(api.decideAiToolCall, again)).toMatchObject({ status: 'done' })
  const elsewhere = await server.signIn(await anOrg(server.db))
  expect(await elsewhere.refusal(api.decideAiToolCall, again)).toBe('not_found')
  const strange = { who: 'members' as const, memberIds: [elsewhere.memberId] }
  await expect(aWaitingCall('web', { approvers: strange, orgId })).rejects.toThrow('no member any more')
})

test('a call that was lost is done again by the same key, or given up, and neither twice', async () => {
  const lost = async () => {
    const waiting = await aWaitingCall()
    await admin.query(
      "update ai_tool_call set status = 'running', began_at = now() - interval '2 minutes' where id = $1",
      [waiting.callId],
    )
    return { ...waiting, params: { callId: waiting.callId } }
  }
  const repeated = await lost()
  const again = { params: repeated.params, body: { isRepeated: true } }
  expect(await repeated.ada.call(api.repeatAiToolCall, again)).toMatchObject({ status: 'done' })
  expect(await said(repeated.ada, repeated.conversationId)).toEqual(['Your order is shipped.'])
  expect(await repeated.ada.refusal(api.repeatAiToolCall, again)).toBe('conflict')

  const { ada, conversationId, params } = await lost()
  const before = sent
  const given = await ada.call(api.repeatAiToolCall, { params, body: { isRepeated: false } })
  expect([given.status, given.fault, sent]).toEqual(['failed', 'given_up', before])
  expect(await said(ada, conversationId)).toEqual([])
  expect((await ada.call(api.getConversation, { params: { conversationId } })).assigneeId).toBe(ada.memberId)
})

test('a version that changes a tool is noticed, and never makes it easier to have it done', async () => {
  const orgId = await anOrg(server.db)
  const ada = await server.signIn(orgId, { role: 'owner' })
  const { id: inboxId } = await anInbox(server.db, orgId)
  const deploy = (tool: Partial<DeclaredTool>) =>
    aBackend(server.db, orgId, { name: 'shop', tools: [{ ...A_DECLARED_TOOL, ...tool }] })
  const confirmation = () =>
    server.db.withOrg(orgId, async (tx) => (await codeToolsOf(tx, inboxId, []))[0]?.settings.confirmation)
  await deploy({ confirm: 'contact' })
  const settings = { assurance: 'anyone', inboxIds: [inboxId], callsPerHour: 5, isEnabled: true }
  const params = { name: 'shop', tool: A_DECLARED_TOOL.name }
  await ada.call(api.putBackendTool, { params, body: { ...settings, confirmation: 'contact', expect: 0 } })

  await deploy({ confirm: 'none', description: 'Looks any order up.' })
  const { tools } = await ada.call(api.listBackendTools, {})
  expect(tools).toMatchObject([
    { changed: ['description', 'confirm'], settings: { confirmation: 'contact' } },
  ])
  expect(await confirmation()).toBe('contact')
  await deploy({ confirm: 'member' })
  expect(await confirmation()).toBe('member')

  await aBackend(server.db, orgId, { name: 'shop' })
  expect(await confirmation()).toBeUndefined()
  expect((await ada.call(api.removeBackendTool, { params })).tools).toEqual([])
})

type Waiting = { orgId?: Id; approvers?: ToolApprovers }

async function aWaitingCall(channel: ChannelType = 'web', { approvers, ...at }: Waiting = {}) {
  const orgId = at.orgId ?? (await anOrg(server.db))
  const ada = await server.signIn(orgId)
  const inbox = await anInbox(server.db, orgId, { channel })
  const { conversationId } = await aConversation(server.db, inbox)
  const tool = { url: `http://${host}/orders`, reply: 'Your order is {result.state}.', approvers }
  const hosts = ['127.0.0.1', host]
  const callId = await aToolCall(server.db, inbox, { conversationId, ...tool, hosts })
  return { ada, orgId, conversationId, callId, inboxName: inbox.name }
}

async function said(ada: Caller, conversationId: Id): Promise<string[]> {
  const { items } = await ada.call(api.getTimeline, { params: { conversationId } })
  return items.flatMap((item) =>
    item.type === 'message' && item.direction === 'out' && item.content.type === 'text'
      ? [item.content.text]
      : [],
  )
}
