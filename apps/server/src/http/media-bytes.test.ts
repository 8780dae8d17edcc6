import { createHash } from 'node:crypto'
import { api, type Id, newId } from '@hilo/protocol'
import { beforeAll, expect, test } from 'vitest'
import { blobKeyOf } from '../blobs/blob-store.ts'
import { createFolderStore } from '../blobs/folder-store.ts'
import { encode } from '../db/codec.ts'
import { testDatabase } from '../testing/database.ts'
import { aConversation, anInbox, anOrg } from '../testing/factories.ts'
import { aJpeg, SECRETS } from '../testing/pictures.ts'
import { type Caller, startServer } from '../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const blobs = createFolderStore(`${server.config.dataDir}/blobs`)
let orgId: Id
let conversationId: Id
let ada: Caller

beforeAll(async () => {
  orgId = await anOrg(server.db)
  conversationId = (await aConversation(server.db, await anInbox(server.db, orgId))).conversationId
  ada = await server.signIn(orgId)
})

type File = { mimeType?: string; filename?: string | null; status?: string; failure?: string }

/** A file as the fetching leaves it behind. */
async function aFile(
  bytes: string | Buffer,
  { mimeType = 'text/html', filename = null, status = 'stored', failure }: File = {},
): Promise<Id> {
  const [id, content] = [newId(), Buffer.from(bytes as string)]
  const sha256 = createHash('sha256').update(content).digest()
  await admin.query(
    `insert into media (org_id, id, conversation_id, status, mime_type, size, sha256, filename, failure)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      orgId,
      id,
      conversationId,
      status,
      mimeType,
      content.length,
      sha256,
      filename && encode(filename),
      failure,
    ],
  )
  if (status === 'stored') {
    await blobs.put(
      blobKeyOf(orgId, id),
      (async function* () {
        yield content
      })(),
    )
  }
  return id
}

const linkTo = async (mediaId: Id) => (await ada.call(api.getMediaLink, { params: { mediaId } })).url
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers })

test('whoever has a link reads the file, without a session', async () => {
  const url = await linkTo(await aFile('%PDF-1.7', { mimeType: 'application/pdf', filename: 'Año 1.pdf' }))

  const answer = await get(url)

  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('%PDF-1.7')
  const headers = Object.fromEntries(answer.headers)
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="A_o 1.pdf"; filename*=UTF-8''A%C3%B1o%201.pdf`,
    'content-length': '8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=300',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
  })
})

test.each([
  'text/html',
  'image/svg+xml',
  'application/xhtml+xml',
  'text/xml',
  'application/pdf',
  'image/gif',
])('%s is never shown, only downloaded, and keeps no type of its own', async (mimeType) => {
  const { headers } = await get(await linkTo(await aFile('<script>alert(1)</script>', { mimeType })))

  expect(headers.get('content-type')).toBe('application/octet-stream')
  expect(headers.get('content-disposition')).toMatch(/^attachment; /)
})

test('a page that calls itself a picture is not shown either', async () => {
  const { headers } = await get(await linkTo(await aFile('<html>', { mimeType: 'image/jpeg' })))

  expect(headers.get('content-type')).toBe('application/octet-stream')
  expect(headers.get('content-disposition')).toMatch(/^attachment; /)
})

test('a picture is shown without what it says of where it was taken', async () => {
  const url = await linkTo(await aFile(aJpeg(), { mimeType: 'image/jpeg' }))
  const answer = await get(url)
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')

  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  expect(answer.headers.get('content-disposition')).toMatch(/^inline; /)
  expect(answer.headers.get('content-length')).toBe(String(text.length))
  for (const secret of SECRETS) expect(text).not.toContain(secret)
  expect((await get(`${url}?download`)).headers.get('content-disposition')).toMatch(/^attachment; /)
})

test('a player may ask for parts', async () => {
  const url = await linkTo(await aFile('0123456789', { mimeType: 'audio/ogg; codecs=opus' }))

  const part = await get(url, { range: 'bytes=3-5' })
  expect([part.status, await part.text()]).toEqual([206, '345'])
  expect(part.headers.get('content-range')).toBe('bytes 3-5/10')
  expect(part.headers.get('content-type')).toBe('audio/ogg; codecs="opus"')
  const beyond = await get(url, { range: 'bytes=10-' })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  expect((await get(url, { range: 'bytes=0-1,4-5' })).status).toBe(200)
})

test('a link that was changed anywhere is none', async () => {
  const url = await linkTo(await aFile('x'))
  const other = await aFile('y')
  const token = url.slice('/media/'.length)
  const [org, id, expires, signature = ''] = token.split('.')
  const later = String(Number(expires) + 60_000)

  const forged = [
    `${org}.${other}.${expires}.${signature}`,
    `${org}.${id}.${later}.${signature}`,
    `${newId()}.${id}.${expires}.${signature}`,
    `${org}.${id}.${expires}.${signature.slice(0, -1)}`,
    `${org}.${id}.${expires}.`,
    `${org}.${id}.${expires}`,
    `${token}.x`,
    `${org}.${id}.${expires}.${server.keys.hashApiKey(`${org}.${id}.${expires}`).toString('base64url')}`,
    'x',
    '%00',
  ]
  for (const one of forged) {
    const answer = await get(`/media/${one}`)
    expect(answer.status, one).toBe(404)
    expect(await answer.json()).toMatchObject({ message: 'There is no such file.' })
  }
  expect((await get('/media/')).status).toBe(404)
  expect((await get(url)).status).toBe(200)
})

test('a link that is over says so', async () => {
  const [id, expiresAt] = [await aFile('x'), Date.now() - 1]
  const said = `${orgId}.${id}.${expiresAt}`
  const answer = await get(`/media/${said}.${server.keys.signLink(`media ${said}`).toString('base64url')}`)

  expect(answer.status).toBe(410)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining('expired') })
})

test('nobody links to the file of another org', async () => {
  const mediaId = await aFile('ours')
  const ben = await server.signIn(await anOrg(server.db))

  expect(await ben.refusal(api.getMediaLink, { params: { mediaId } })).toBe('not_found')
})

test.each([
  ['is being fetched', { status: 'due' }, /being fetched/],
  ['was deleted', { status: 'gone' }, /deleted/],
  ['is too large', { status: 'failed', failure: 'too_large' }, /larger than/],
])('a file that %s has no link, and why', async (_, file, words) => {
  const mediaId = await aFile('x', file)
  const { status, body } = await ada.send('GET', `/v1/media/${mediaId}`)

  expect([status, body]).toEqual([409, expect.objectContaining({ message: expect.stringMatching(words) })])
})

test('a file that is deleted while somebody has a link is not to be had', async () => {
  const mediaId = await aFile('x')
  const url = await linkTo(mediaId)
  await admin.query("update media set status = 'gone' where id = $1", [mediaId])

  const answer = await get(url)
  expect([answer.status, await answer.json()]).toMatchObject([404, { message: 'This file was deleted.' }])
})
