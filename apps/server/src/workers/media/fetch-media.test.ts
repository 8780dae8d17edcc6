import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { api, type Id, newId } from '@hilo/protocol'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createFolderStore } from '../../blobs/folder-store.ts'
import { readMedia } from '../../domain/media/read.ts'
import { testDatabase } from '../../testing/database.ts'
import { startServer } from '../../testing/server.ts'
import { aBody, type Connected, connectNumber } from '../../testing/whatsapp.ts'

// A Graph API of the test's own: it answers what the real one would only rarely.

type File = { bytes: Buffer; mimeType?: string; sha256?: string; size?: number; url?: string }

const files = new Map<string, File>()
const asked: string[] = []
let lookup: { status: number; body: unknown } | null = null
let answerBytes: ((response: ServerResponse, file: File) => void) | null = null

const graph = createServer((request, response) => answer(request, response))
await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve))
const graphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`
afterAll(() => graph.close())

const database = await testDatabase()
const server = await startServer(database, { config: { graphUrl } })
const admin = await database.connect()
const number = await connectNumber(server)
const ada = await server.signIn(number.orgId)
const blobs = createFolderStore(`${server.config.dataDir}/blobs`)

beforeEach(() => {
  asked.length = 0
  lookup = null
  answerBytes = null
})

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '', graphUrl)
  const id = pathname.split('/').at(-1) ?? ''
  const file = files.get(id)
  asked.push(`${pathname.startsWith('/bytes/') ? 'bytes' : 'lookup'} ${request.headers.authorization}`)
  if (pathname.startsWith('/bytes/') && file) {
    const give = answerBytes ?? ((to, { bytes }) => void to.end(bytes))
    give(response, file)
    return
  }
  if (lookup || !file) {
    const { status, body } = lookup ?? { status: 400, body: { error: { code: 100, error_subcode: 33 } } }
    return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({
      url: file.url ?? `${graphUrl}/bytes/${id}?of=${searchParams.get('phone_number_id')}`,
      mime_type: file.mimeType ?? 'image/jpeg',
      sha256: file.sha256 ?? hash,
      file_size: file.size ?? file.bytes.length,
      id,
    }),
  )
}

type Sent = { id: string; body: unknown; conversationId: Id; mediaId: Id }

/** A contact sends a file to the number. */
async function send(
  file: File | null,
  { kind = 'image', to = number, from = '59899000001', id = `wamid.${newId()}` } = {},
): Promise<Sent> {
  const externalId = `file-${newId()}`
  if (file) files.set(externalId, file)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const media = { id: externalId, mime_type: 'image/jpeg', sha256: 'x', caption: 'Look' }
  const body = aBody(to.account, { messages: [{ id, from, timestamp, type: kind, [kind]: media }] })
  expect((await to.post(body)).status).toBe(200)
  const find = () =>
    admin.query(
      `select m.conversation_id, f.id from message m join media f on f.org_id = m.org_id and f.message_id = m.id
       where m.external_id = $1`,
      [id],
    )
  await expect.poll(async () => (await find()).rows.length).toBe(1)
  const { rows } = await find()
  return { id, body, conversationId: rows[0].conversation_id, mediaId: rows[0].id }
}

async function rowOf({ mediaId }: Sent) {
  const sql = `select status, mime_type, size::int, encode(sha256, 'hex') as sha256, failure from media where id = $1`
  return (await admin.query(sql, [mediaId])).rows[0]
}

/** The job of a file, as far as it is told from the others: this test's org has one at a time. */
async function jobsOf({ orgId }: Connected) {
  const sql = `select kind, attempts, error from job where org_id = $1 and kind not in ('forget_log', 'keep_token')`
  return (await admin.query(sql, [orgId])).rows
}

const isKept = ({ orgId }: Connected, { mediaId }: Sent) =>
  existsSync(join(server.config.dataDir, 'blobs', orgId, mediaId))
const statusOf = async (sent: Sent) => (await rowOf(sent))?.status
const bytesOf = async ({ mediaId }: Sent) => {
  const read = await readMedia({ db: server.db, blobs }, { orgId: number.orgId, id: mediaId })
  return read.type === 'stored' ? Buffer.concat(await Array.fromAsync(read.bytes)) : read
}

test('a file is fetched with the number’s token and kept as it was, and the open page is told', async () => {
  const bytes = Buffer.from('the bytes of a picture')
  const sent = await send({ bytes, mimeType: 'image/png' })
  const { conversationId } = sent
  const before = await ada.call(api.getTimeline, { params: { conversationId } })

  await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('stored')

  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(await rowOf(sent)).toMatchObject({
    mime_type: 'image/png',
    size: bytes.length,
    sha256,
    failure: null,
  })
  expect(await bytesOf(sent)).toEqual(bytes)
  expect(asked).toEqual(['lookup Bearer token-of-the-test', 'bytes Bearer token-of-the-test'])
  expect(await jobsOf(number)).toEqual([])
  const query = { afterVersion: Math.min(before.version, 1) }
  const { items } = await ada.call(api.getTimeline, { params: { conversationId }, query })
  const content = { type: 'media', caption: 'Look', mediaId: sent.mediaId }
  const media = { status: 'stored', mimeType: 'image/png', size: bytes.length, failure: null }
  expect(items).toMatchObject([{ content, media }])
})

test('a message that came before adds no file and no job', async () => {
  const sent = await send({ bytes: Buffer.from('once') }, { from: '59899000002' })
  await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('stored')
  const again = JSON.parse(JSON.stringify(sent.body))
  again.entry[0].id = 'another-envelope'

  expect((await number.post(again)).status).toBe(200)
  const later = await send({ bytes: Buffer.from('later') }, { from: '59899000002' })
  await expect.poll(() => statusOf(later), { timeout: 8_000 }).toBe('stored')

  const { rows } = await admin.query('select 1 from media where conversation_id = $1', [sent.conversationId])
  expect(rows).toHaveLength(2)
})

test('a text writes no row of a file and no job', async () => {
  const from = '59899000003'
  const timestamp = String(Math.floor(Date.now() / 1000))
  const message = { id: `wamid.${newId()}`, from, timestamp, type: 'text', text: { body: 'Hi' } }
  await number.post(aBody(number.account, { messages: [message] }))

  await expect
    .poll(
      async () => (await admin.query('select 1 from message where external_id = $1', [message.id])).rowCount,
    )
    .toBe(1)
  expect((await admin.query('select 1 from media where message_id is null')).rowCount).toBe(0)
})

const KB = 1024

test.each([
  ['that is announced as too large', 'sticker', { size: 501 * KB, mimeType: 'image/webp' }, 'too_large'],
  ['of a type that is none of its kind', 'audio', { mimeType: 'text/html' }, 'type'],
  ['with a type that is none', 'document', { mimeType: 'nonsense' }, 'type'],
] as [string, string, Partial<File>, string][])(
  'a file %s is not asked for',
  async (...[, kind, file, why]) => {
    const sent = await send({ bytes: Buffer.from('x'), ...file }, { kind })

    await expect.poll(() => rowOf(sent), { timeout: 8_000 }).toMatchObject({ status: 'failed', failure: why })
    expect(asked.filter((line) => line.startsWith('bytes'))).toEqual([])
    expect(await jobsOf(number)).toEqual([])
  },
)

test('a file that is longer than announced is cut off and not kept', async () => {
  const bytes = Buffer.alloc(600 * KB)
  const sent = await send({ bytes, size: 10, mimeType: 'image/webp' }, { kind: 'sticker' })

  await expect.poll(() => rowOf(sent), { timeout: 8_000 }).toMatchObject({ failure: 'too_large' })
  expect(isKept(number, sent)).toBe(false)
})

test('a file that the platform has no longer is given up at once, and the log says so', async () => {
  const sent = await send(null)

  await expect.poll(() => rowOf(sent), { timeout: 8_000 }).toMatchObject({ failure: 'expired' })
  const owner = await server.signIn(number.orgId, { role: 'owner' })
  await expect
    .poll(async () => (await owner.call(api.listLog, { query: {} })).entries.map(({ kind }) => kind))
    .toContain('media.failed')
})

test.each([
  ['the platform fails', () => (lookup = { status: 500, body: '<html>' }), 'refused: HTTP 500'],
  ['the token is refused', () => (lookup = { status: 401, body: { error: { code: 190 } } }), 'refused: '],
  ['the bytes are not there', () => (answerBytes = (to) => void to.writeHead(404).end('no')), 'HTTP 404'],
  [
    'the answer is a redirect',
    () => (answerBytes = (to) => void to.writeHead(302, { location: `${graphUrl}/bytes/other` }).end()),
    'redirect',
  ],
  [
    'the connection is cut',
    () => (answerBytes = (to) => void to.write('x', () => to.destroy())),
    'unreachable',
  ],
] as [string, () => void, string][])(
  'pitfall 11: when %s the file is tried again later',
  async (_, arrange, why) => {
    arrange()
    const other = await connectNumber(server)
    const sent = await send({ bytes: Buffer.from('patience') }, { to: other })

    await expect
      .poll(() => jobsOf(other), { timeout: 8_000 })
      .toMatchObject([{ kind: 'fetch_media', attempts: 1, error: expect.stringContaining(why) }])
    expect(await statusOf(sent)).toBe('due')
    lookup = null
    answerBytes = null
    await admin.query('update job set due_at = now() where org_id = $1', [other.orgId])
    await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('stored')
  },
)

test.each([
  ['with another hash than announced', { sha256: 'ab'.repeat(32) }],
  ['shorter than announced', { size: 4_000 }],
])('a file %s is not kept, and tried again', async (_, lie) => {
  const other = await connectNumber(server)
  const sent = await send({ bytes: Buffer.from('short'), ...lie }, { to: other })

  await expect
    .poll(() => jobsOf(other), { timeout: 8_000 })
    .toMatchObject([{ error: expect.stringContaining('damaged') }])
  expect(isKept(other, sent)).toBe(false)
})

test.each([
  'http://169.254.169.254/latest/meta-data',
  'https://evil.example/lookaside.fbsbx.com',
  'https://lookaside.fbsbx.com.evil.example/x',
  'http://lookaside.fbsbx.com/x',
  'http://127.0.0.1:1/x',
  'file:///etc/passwd',
])('no byte is asked of %s, whatever the platform says', async (url) => {
  const other = await connectNumber(server)
  const sent = await send({ bytes: Buffer.from('x'), url }, { to: other })

  await expect
    .poll(() => jobsOf(other), { timeout: 8_000 })
    .toMatchObject([{ attempts: 1, error: expect.stringMatching(/^unreachable: /) }])
  expect(await statusOf(sent)).toBe('due')
})

test('what could not be had for a day is given up', async () => {
  lookup = { status: 503, body: 'away' }
  const other = await connectNumber(server)
  const sent = await send({ bytes: Buffer.from('x') }, { to: other })
  await expect.poll(() => jobsOf(other), { timeout: 8_000 }).toMatchObject([{ attempts: 1 }])

  await admin.query('update job set attempts = 11, due_at = now() where org_id = $1', [other.orgId])

  await expect.poll(() => rowOf(sent), { timeout: 8_000 }).toMatchObject({ failure: 'refused' })
  expect(await jobsOf(other)).toEqual([])
})

test('a file whose owner died is fetched by the living', async () => {
  lookup = { status: 503, body: 'away' }
  const other = await connectNumber(server)
  const sent = await send({ bytes: Buffer.from('left behind') }, { to: other })
  await expect.poll(() => jobsOf(other), { timeout: 8_000 }).toMatchObject([{ attempts: 1 }])
  lookup = null
  const claim = 'update job set claimed_by = $2, due_at = null where org_id = $1'
  await admin.query(claim, [other.orgId, newId()])

  await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('stored')
})

async function unsend(sent: Sent, to: Connected): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const revoke = { original_message_id: sent.id }
  const message = { id: `wamid.${newId()}`, from: '59899000001', timestamp, type: 'revoke', revoke }
  expect((await to.post(aBody(to.account, { messages: [message] }))).status).toBe(200)
}

test('what the contact withdraws is deleted here too', async () => {
  const sent = await send({ bytes: Buffer.from('regretted') })
  await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('stored')

  await unsend(sent, number)

  await expect.poll(() => rowOf(sent), { timeout: 8_000 }).toMatchObject({ status: 'gone', sha256: null })
  await expect.poll(() => isKept(number, sent), { timeout: 8_000 }).toBe(false)
})

test('what is withdrawn while it is fetched leaves nothing behind', async () => {
  const other = await connectNumber(server)
  const held: { go?: () => void } = {}
  answerBytes = (to, file) => {
    held.go = () => to.end(file.bytes)
  }
  const sent = await send({ bytes: Buffer.from('too late') }, { to: other })
  await expect.poll(() => held.go, { timeout: 8_000 }).toBeDefined()

  await unsend(sent, other)
  await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('gone')
  await expect.poll(async () => (await jobsOf(other)).map(({ kind }) => kind)).toEqual(['fetch_media'])
  held.go?.()

  await expect.poll(() => jobsOf(other), { timeout: 8_000 }).toEqual([])
  await expect.poll(() => isKept(other, sent), { timeout: 8_000 }).toBe(false)
  expect(await statusOf(sent)).toBe('gone')
})

test('a changed caption leaves the file where it is', async () => {
  const sent = await send({ bytes: Buffer.from('kept') })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const edit = {
    original_message_id: sent.id,
    message: { type: 'image', image: { caption: 'Look again' } },
  }
  const message = { id: `wamid.${newId()}`, from: '59899000001', timestamp, type: 'edit', edit }
  await number.post(aBody(number.account, { messages: [message] }))

  const { conversationId } = sent
  const contents = async () =>
    (await ada.call(api.getTimeline, { params: { conversationId } })).items.map((item) =>
      item.type === 'message' ? item.content : null,
    )
  await expect
    .poll(contents)
    .toContainEqual(expect.objectContaining({ type: 'media', caption: 'Look again', mediaId: sent.mediaId }))
})

test('a server that is stopped in the middle leaves the file to the next one', async () => {
  const other = await connectNumber(server)
  const held: { isAsked?: boolean } = {}
  answerBytes = () => {
    held.isAsked = true
  }
  const sent = await send({ bytes: Buffer.from('the next one') }, { to: other })
  await expect.poll(() => held.isAsked, { timeout: 8_000 }).toBe(true)

  await server.stop()

  expect(await statusOf(sent)).toBe('due')
  expect(await jobsOf(other)).toMatchObject([{ kind: 'fetch_media', error: null }])
  expect(server.log.filter(({ level }) => level >= 40)).toEqual([])
  answerBytes = null
  const next = await startServer(database, { config: { graphUrl } })
  await expect.poll(() => statusOf(sent), { timeout: 8_000 }).toBe('stored')
  await next.stop()
})
