import { api, type Id, newId, type WidgetServerFrame } from '@hilo/protocol'
import { beforeAll, expect, test } from 'vitest'
import { bindAccount } from '../domain/directory/bind.ts'
import { testDatabase } from '../testing/database.ts'
import { anInbox, anOrg } from '../testing/factories.ts'
import { aJpeg, SECRETS } from '../testing/pictures.ts'
import { type Caller, startServer } from '../testing/server.ts'
import { type Listener, openSocket } from '../testing/socket.ts'
import { deployCode } from '../testing/whatsapp.ts'

type Messages = Extract<WidgetServerFrame, { type: 'messages' }>
type Visitor = Listener<WidgetServerFrame> & { secret: string; conversationId: Id }

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const eventually = { timeout: 10_000 }
let key: string
let ada: Caller

const CODE = `
  const file = await chat.media('Send a picture')
  const size = await chat.step('measure', async () => (await file.bytes()).length)
  await chat.say(file.kind + ' ' + file.filename + ' ' + size)`

beforeAll(async () => {
  const orgId = await anOrg(server.db)
  const backendId = await deployCode(server, orgId, { body: CODE })
  key = newId()
  const { id: inboxId } = await anInbox(server.db, orgId, { channel: 'web', account: key, backendId })
  await bindAccount(server.db.global, { appId: 'web', account: key, channel: 'web', orgId, inboxId })
  ada = await server.signIn(orgId)
})

async function aVisitor(): Promise<Visitor> {
  const socket = await openSocket<WidgetServerFrame>(`${server.url}/widget/v1/socket`, { origin: server.url })
  socket.send({ type: 'hello', key, version: 0 })
  const { visitor: secret } = await socket.hear((frame) => frame.type === 'welcome')
  socket.send({ type: 'send', clientId: newId(), content: { type: 'text', text: 'Hello' } })
  const { conversationId } = await socket.hear((frame): frame is Messages => frame.type === 'messages')
  return Object.assign(socket, { secret, conversationId })
}

type Change = { filename?: string; clientId?: string; key?: string; secret?: string }

async function bring({ secret }: { secret: string }, bytes: Buffer, change: Change = {}) {
  const { filename = 'terrace.jpg', clientId = newId() } = change
  const query = new URLSearchParams({ key: change.key ?? key, filename, clientId })
  const answer = await fetch(`${server.url}/widget/v1/files?${query}`, {
    method: 'POST',
    headers: { 'x-hilo-visitor': change.secret ?? secret },
    body: new Uint8Array(bytes),
  })
  const { code } = (await answer.json()) as { code?: string }
  return { status: answer.status, code }
}

async function thread({ conversationId }: Visitor) {
  const { items } = await ada.call(api.getTimeline, { params: { conversationId } })
  return items.flatMap((item) => (item.type === 'message' ? [item] : []))
}

const filesOf = async (visitor: Visitor) =>
  (await thread(visitor)).filter(({ content }) => content.type === 'media')

test('a picture of a visitor is in the thread once, and read by the code', async () => {
  const visitor = await aVisitor()
  await expect.poll(async () => (await thread(visitor)).length, eventually).toBe(2)
  const clientId = newId()
  const bytes = aJpeg()

  expect(await bring(visitor, bytes, { clientId })).toMatchObject({ status: 200 })
  expect(await bring(visitor, bytes, { clientId })).toMatchObject({ status: 200 })

  await expect
    .poll(async () => (await thread(visitor)).at(-1)?.content, eventually)
    .toEqual({
      type: 'text',
      text: `image terrace.jpg ${bytes.length}`,
    })
  expect(await filesOf(visitor)).toMatchObject([
    { direction: 'in', media: { status: 'stored', mimeType: 'image/jpeg' } },
  ])
  const { messages } = await visitor.hear(
    (frame): frame is Messages =>
      frame.type === 'messages' && frame.messages.some(({ file }) => file !== null),
  )
  const shown = await fetch(`${server.url}${messages.find(({ file }) => file)?.file?.url}`)
  expect(shown.headers.get('content-type')).toBe('image/jpeg')
  const text = Buffer.from(await shown.arrayBuffer()).toString('latin1')
  for (const secret of SECRETS) expect(text).not.toContain(secret)
})

test('what a browser would run is only ever downloaded', async () => {
  const visitor = await aVisitor()
  const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  for (const filename of ['a.svg', 'b.html', 'c.txt']) await bring(visitor, page, { filename })
  await expect.poll(async () => (await filesOf(visitor)).length, eventually).toBe(3)

  for (const { content } of await filesOf(visitor)) {
    const mediaId = content.type === 'media' ? (content.mediaId as Id) : ''
    const { url } = await ada.call(api.getMediaLink, { params: { mediaId } })
    const { headers } = await fetch(new URL(url, server.url))
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
  }
})

test('a file is refused that is empty, dishonest, too large, or nobody’s', async () => {
  const visitor = await aVisitor()
  const large = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5 * 1_048_576)])

  expect(await bring(visitor, Buffer.alloc(0))).toMatchObject({ status: 400, code: 'invalid_request' })
  expect(await bring(visitor, Buffer.from('no picture'))).toMatchObject({ code: 'invalid_request' })
  expect(await bring(visitor, large)).toMatchObject({ code: 'invalid_request' })
  expect(await bring(visitor, aJpeg(), { secret: 'x' })).toMatchObject({ code: 'not_authenticated' })
  expect(await bring(visitor, aJpeg(), { key: 'nobody' })).toMatchObject({ code: 'not_found' })
  // Whoever has said nothing has no conversation that a file could be in.
  expect(await bring(visitor, aJpeg(), { secret: 'A'.repeat(43) })).toMatchObject({ code: 'conflict' })
  expect(await filesOf(visitor)).toEqual([])
})

test('the files of a visitor are counted for an hour, and those of another one are not theirs', async () => {
  const [visitor, other] = [await aVisitor(), await aVisitor()]
  const text = Buffer.from('words')
  for (let count = 0; count < 20; count++) await bring(visitor, text, { filename: 'a.txt' })

  expect(await bring(visitor, text, { filename: 'a.txt' })).toMatchObject({
    ...{ status: 429, code: 'too_many_requests' },
  })
  expect(await bring(other, text, { filename: 'a.txt' })).toMatchObject({ status: 200 })
  await admin.query("update media set created_at = now() - interval '61 min' where conversation_id = $1", [
    visitor.conversationId,
  ])
  expect(await bring(visitor, text, { filename: 'a.txt' })).toMatchObject({ status: 200 })
})

test('a visitor’s picture is put into words where the org wants that, or members read why not', async () => {
  await admin.query(
    `insert into ai_media (org_id, kind, mode, provider, model)
     select id, 'pictures', 'always', 'removed', 'llama' from org`,
  )
  const visitor = await aVisitor()
  await bring(visitor, aJpeg())

  const words = { kind: 'description', status: 'failed', failure: 'not_configured', text: null }
  await expect
    .poll(
      async () => (await thread(visitor)).find(({ content }) => content.type === 'media')?.media,
      eventually,
    )
    .toMatchObject({ status: 'stored', words })
})
