import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Address, type Content, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { blobKeyOf } from '../../blobs/blob-store.ts'
import { createFolderStore } from '../../blobs/folder-store.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { startServer } from '../../testing/server.ts'
import { deployCode } from '../../testing/whatsapp.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { readPage } from '../message/timeline.ts'
import { readFilePart } from './read-file-part.ts'

const database = await testDatabase()
const server = await startServer(database)
const { db } = server
const admin = await database.connect()
const folder = join(server.config.dataDir, 'blobs')
const blobs = createFolderStore(folder)

const CODE = `
  const photo = await chat.media('A photo?', { kinds: ['image'] })
  const text = await chat.step('read', async () => Buffer.from(await photo.bytes()).toString().slice(0, 20), {
    retry: { attempts: 2, backoff: 10 } })
  await chat.say('It says: ' + text)`

type Talk = { orgId: Id; inbox: Inbox; conversationId: Id; sender: readonly Address[] }

async function anInboxThatAsks(): Promise<Inbox> {
  const orgId = await anOrg(db)
  const backendId = await deployCode(server, orgId, { body: CODE, name: 'files' })
  return anInbox(db, orgId, { channel: 'web', backendId })
}

/** A contact who was asked for a photo. */
async function asked(neighbour?: Talk): Promise<Talk> {
  const inbox = neighbour?.inbox ?? (await anInboxThatAsks())
  const { conversationId, sender } = await aConversation(db, inbox, { text: 'Hi' })
  const talk = { orgId: inbox.orgId, inbox, conversationId, sender }
  await expect.poll(() => told(talk), { timeout: 20_000 }).toEqual(['A photo?'])
  return talk
}

/** What the code said, in order. */
async function told({ orgId, conversationId }: Talk): Promise<string[]> {
  const page = { beforeSeq: null, limit: 50 }
  const { items } = await db.withOrg(orgId, (tx) => readPage(tx, conversationId, page))
  return items.flatMap((item) =>
    item.type === 'message' && item.direction === 'out' && 'text' in item.content
      ? [String(item.content.text)]
      : [],
  )
}

/** A file of a conversation, in a state; with bytes when it is stored. */
async function aFile({ orgId, conversationId }: Talk, bytes: Buffer | 'due' | 'gone'): Promise<Id> {
  const id = newId()
  const isStored = typeof bytes !== 'string'
  if (isStored) await blobs.put(blobKeyOf(orgId, id), Readable.from([bytes]))
  await admin.query(
    `insert into media (org_id, id, conversation_id, status, mime_type, size, sha256)
     values ($1, $2, $3, $4, 'image/jpeg', $5, $6)`,
    [
      ...[orgId, id, conversationId, isStored ? 'stored' : bytes],
      ...(isStored ? [bytes.length, createHash('sha256').update(bytes).digest()] : [null, null]),
    ],
  )
  return id
}

function send({ inbox, sender }: Talk, mediaId: Id) {
  const content: Content = { type: 'media', kind: 'image', mediaId }
  return receive(db, inbox, anInbound('', { sender: [...sender], content }))
}

const read = (talk: Talk, id: string, offset = 0) => readFilePart({ db, blobs }, talk, { id, offset })
const failureOf = async ({ orgId, conversationId }: Talk) => {
  const page = { beforeSeq: null, limit: 50 }
  const { items } = await db.withOrg(orgId, (tx) => readPage(tx, conversationId, page))
  return items.flatMap((item) =>
    item.type === 'event' && item.event === 'run_failed' ? [JSON.stringify(item)] : [],
  )
}
const slow = { timeout: 20_000 }

describe('the code of a run', () => {
  test('reads a file that its contact sent, also one that comes only then', async () => {
    const talk = await asked()
    const late = await aFile(talk, 'due')
    await send(talk, late)
    const bytes = Buffer.from('the bytes of a photo')
    await expect.poll(() => told(talk), slow).toEqual(['A photo?'])
    await blobs.put(blobKeyOf(talk.orgId, late), Readable.from([bytes]))
    await admin.query(`update media set status = 'stored', size = $2, sha256 = $3 where id = $1`, [
      ...[late, bytes.length, createHash('sha256').update(bytes).digest()],
    ])

    await expect.poll(() => told(talk), slow).toEqual(['A photo?', 'It says: the bytes of a photo'])
  })

  test('fails in its own way when the file was deleted', async () => {
    const talk = await asked()
    await send(talk, await aFile(talk, 'gone'))

    await expect
      .poll(() => failureOf(talk), slow)
      .toEqual([expect.stringContaining("Step 'read' failed after 2 attempts: This file was deleted.")])
  })

  test('does not read a file of another conversation or org, whatever id a message brings', async () => {
    const talk = await asked()
    const [neighbour, stranger] = [await asked(talk), await asked()]
    const files = [await aFile(neighbour, Buffer.from('x')), await aFile(stranger, Buffer.from('x'))]
    const unknown = { type: 'none', reason: 'There is no such file in this conversation.' }
    for (const id of [...files, newId(), "' or true --", '']) expect(await read(talk, id)).toEqual(unknown)
    await send(talk, files[0] as Id)

    await expect
      .poll(() => failureOf(talk), slow)
      .toEqual([expect.stringContaining('There is no such file in this conversation.')])
    expect(await read(neighbour, files[0] as Id)).toMatchObject({ type: 'part', size: 1 })
  })
})

test('a file is handed out in parts of a quarter of a MiB, to its end and not beyond', async () => {
  const talk = await asked()
  const bytes = Buffer.alloc(600_000, 7)
  const id = await aFile(talk, bytes)
  const parts = []
  for (const offset of [0, 262_144, 524_288, 600_000]) parts.push(await read(talk, id, offset))

  expect(parts.map((part) => part.type === 'part' && [part.size, part.bytes.length])).toEqual([
    ...[262_144, 262_144, 75_712, 0].map((length) => [600_000, length]),
  ])
})

test('a file whose bytes are lost is none', async () => {
  const talk = await asked()
  const id = await aFile(talk, Buffer.from('x'))
  await rm(join(folder, talk.orgId, id))

  expect(await read(talk, id)).toEqual({ type: 'none', reason: 'The bytes of this file are lost.' })
})
