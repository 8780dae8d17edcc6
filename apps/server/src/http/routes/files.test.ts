import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { api, type Id, newId, type UploadedFile } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbox, anOrg } from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const folder = join(server.config.dataDir, 'blobs')
const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1')
let orgId: Id
let ada: Caller
let conversationId: Id

beforeAll(async () => {
  orgId = await anOrg(server.db)
  ada = await server.signIn(orgId)
  conversationId = (await aConversation(server.db, await anInbox(server.db, orgId))).conversationId
})

type Upload = { bytes: Uint8Array; filename?: string; type?: string; to?: Id; caller?: Caller }

async function upload({ bytes, filename = 'a.png', type, to = conversationId, caller = ada }: Upload) {
  const answer = await fetch(
    `${server.url}/v1/conversations/${to}/files?${new URLSearchParams({ filename })}`,
    {
      method: 'POST',
      headers: { cookie: caller.cookie, origin: server.url, ...(type ? { 'content-type': type } : {}) },
      body: Buffer.from(bytes),
    },
  )
  return {
    status: answer.status,
    body: (await answer.json()) as UploadedFile & { code: string; message: string },
  }
}

async function rowOf(id: Id) {
  const { rows } = await admin.query('select * from media where id = $1', [id])
  return rows[0] as Record<string, unknown> | undefined
}

const send = (mediaId: Id, caller = ada, to = conversationId) =>
  caller.send('POST', `/v1/conversations/${to}/messages`, {
    body: { clientId: newId(), text: 'Look', mediaId },
  })

describe('an upload', () => {
  test('is stored under its type, whatever the browser calls it', async () => {
    for (const type of ['text/html', 'application/json', 'multipart/form-data', undefined]) {
      const { status, body } = await upload({
        bytes: PNG,
        filename: '../../a photo.png',
        ...(type && { type }),
      })

      expect([status, body]).toEqual([
        200,
        {
          mediaId: expect.any(String),
          ...{ kind: 'image', mimeType: 'image/png', size: PNG.length, filename: '.._.._a photo.png' },
        },
      ])
      expect(readFileSync(join(folder, orgId, body.mediaId))).toEqual(PNG)
      const sha256 = createHash('sha256').update(PNG).digest()
      expect(await rowOf(body.mediaId)).toMatchObject({
        status: 'stored',
        sha256,
        conversation_id: conversationId,
      })
    }
  })

  test.each([
    ['no bytes', Buffer.alloc(0), 'a.png', /empty/],
    ['a page that is named like a picture', Buffer.from('<html><script>'), 'a.png', /picture/],
    ['a picture of more than 5 MB', Buffer.concat([PNG, Buffer.alloc(5 * 1_048_576)]), 'a.png', /5 MB/],
    ['a sound of more than 16 MB', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(17e6)]), 'a.mp3', /16 MB/],
  ])('of %s is refused in words and leaves nothing', async (...[, bytes, filename, words]) => {
    const before = await count()
    const { status, body } = await upload({ bytes, filename })

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid_request', message: expect.stringMatching(words) })
    expect(await count()).toEqual(before)
  })

  test('that lies about its size is cut at the limit', async () => {
    const before = await count()
    const chunk = Buffer.concat([PNG, Buffer.alloc(1_048_576)])
    const status = await new Promise((resolve, reject) => {
      const call = request(`${server.url}/v1/conversations/${conversationId}/files?filename=a.png`, {
        method: 'POST',
        agent: false,
        headers: { cookie: ada.cookie, origin: server.url, 'transfer-encoding': 'chunked' },
      })
      call.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject)
      for (let at = 0; at < 8; at++) call.write(chunk)
      call.end()
    })

    expect(status).toBe(400)
    expect(await count()).toEqual(before)
  })

  test('that breaks off leaves nothing', async () => {
    const before = await count()
    const call = request(`${server.url}/v1/conversations/${conversationId}/files?filename=a.png`, {
      method: 'POST',
      agent: false,
      headers: { cookie: ada.cookie, origin: server.url, 'content-length': '100000' },
    })
    call.on('error', () => undefined)
    call.write(Buffer.concat([PNG, Buffer.alloc(10_000)]))
    await expect.poll(async () => (await count()).rows).toBe(before.rows + 1)
    call.destroy()

    await expect.poll(count).toEqual(before)
    expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('of a name that is too long, or none, is refused', async () => {
    for (const filename of ['', 'x'.repeat(241)]) {
      expect((await upload({ bytes: PNG, filename })).status).toBe(400)
    }
  })
})

describe('of another org', () => {
  test('neither the conversation nor the file can be reached', async () => {
    const ben = await server.signIn(await anOrg(server.db))
    const { body } = await upload({ bytes: PNG })

    expect((await upload({ bytes: PNG, caller: ben })).status).toBe(404)
    expect((await send(body.mediaId, ben)).status).toBe(404)
    expect(await rowOf(body.mediaId)).toMatchObject({ status: 'stored' })
  })

  test('a file cannot be sent into a conversation of one’s own', async () => {
    const theirs = await anOrg(server.db)
    const ben = await server.signIn(theirs)
    const own = await aConversation(server.db, await anInbox(server.db, theirs))
    const { body } = await upload({ bytes: PNG })

    expect((await send(body.mediaId, ben, own.conversationId)).status).toBe(404)
  })
})

describe('a message with a file', () => {
  test('says what it carries, and keeps it', async () => {
    const { body } = await upload({ bytes: PNG, filename: 'photo.png' })
    const answer = await send(body.mediaId)

    expect(answer.body).toMatchObject({
      content: {
        ...{ type: 'media', kind: 'image', mediaId: body.mediaId, mimeType: 'image/png' },
        ...{ filename: 'photo.png', caption: 'Look' },
      },
    })
    expect(await rowOf(body.mediaId)).toMatchObject({ unsent_until: null })
  })

  test('may be without words, and is one message however often it is sent', async () => {
    const { body } = await upload({ bytes: PNG })
    const params = { conversationId }
    const message = { clientId: newId(), mediaId: body.mediaId }
    const first = await ada.call(api.sendMessage, { params, body: message })

    expect(first.content).not.toHaveProperty('caption')
    expect(await ada.call(api.sendMessage, { params, body: message })).toMatchObject({ id: first.id })
  })

  test.each([
    ['nobody has', newId],
    [
      'belongs to another conversation',
      async () => {
        const other = await aConversation(server.db, await anInbox(server.db, orgId))
        return (await upload({ bytes: PNG, to: other.conversationId })).body.mediaId
      },
    ],
    [
      'is not stored yet',
      async () => {
        const { body } = await upload({ bytes: PNG })
        await admin.query("update media set status = 'due' where id = $1", [body.mediaId])
        return body.mediaId
      },
    ],
  ])('that %s is refused in words', async (_, make) => {
    const { status, body } = await send(await make())

    expect(status).toBe(404)
    expect(body).toMatchObject({ message: expect.stringContaining('Attach it again') })
  })
})

describe('a file that waits', () => {
  const letADayPass = async (id: Id) => {
    await admin.query("update media set unsent_until = now() - interval '1 s' where id = $1", [id])
    await admin.query("update job set due_at = now() where kind = 'remove_unsent' and org_id = $1", [orgId])
  }

  test('is removed after a day, bytes and all', async () => {
    const { body } = await upload({ bytes: PNG })
    await letADayPass(body.mediaId)

    await expect.poll(() => rowOf(body.mediaId), { timeout: 5_000 }).toBeUndefined()
    expect(existsSync(join(folder, orgId, body.mediaId))).toBe(false)
    expect((await send(body.mediaId)).status).toBe(404)
  })

  test('of which a crash left half is removed too', async () => {
    const { body } = await upload({ bytes: PNG })
    await admin.query("update media set status = 'due', size = null, sha256 = null where id = $1", [
      body.mediaId,
    ])
    await letADayPass(body.mediaId)

    await expect.poll(() => rowOf(body.mediaId), { timeout: 5_000 }).toBeUndefined()
  })

  test('stays when it was sent', async () => {
    const { body } = await upload({ bytes: PNG })
    await send(body.mediaId)
    await admin.query("update job set due_at = now() where kind = 'remove_unsent' and org_id = $1", [orgId])

    const jobs = async () => (await admin.query("select 1 from job where kind = 'remove_unsent'")).rows.length
    await expect.poll(jobs, { timeout: 5_000 }).toBe(0)
    expect(await rowOf(body.mediaId)).toMatchObject({ status: 'stored' })
    expect(existsSync(join(folder, orgId, body.mediaId))).toBe(true)
  })
})

async function count(): Promise<{ rows: number; files: number }> {
  const { rows } = await admin.query('select count(*)::int from media where org_id = $1', [orgId])
  const files = existsSync(join(folder, orgId)) ? readdirSync(join(folder, orgId)).length : 0
  return { rows: rows[0].count, files }
}
