import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { api, type Id, newId, type UploadedFile } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startServer } from '../../testing/server.ts'

const simulators = await startSimulators()
afterAll(() => simulators.close())
await simulators.whatsapp.settings({ sentMs: 20, deliveredMs: 40, readMs: null })
const database = await testDatabase()
const server = await startServer(database, { config: { graphUrl: simulators.graphUrl } })
const admin = await database.connect()
const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1')
const MP3 = Buffer.from('ID3\x04 la la la', 'latin1')
const PDF = Buffer.from('%PDF-1.7 the menu')
const ZIP = Buffer.from('PK\x03\x04 who knows', 'latin1')
let desk: Desk
let conversationId: Id

beforeEach(async () => {
  await simulators.whatsapp.clearFaults()
  desk = await openDesk(server, { simulators })
  await desk.say('Hello')
  await expect.poll(desk.conversationId).toBeTruthy()
  conversationId = await desk.conversationId()
})

async function upload(bytes: Buffer, filename: string): Promise<Id> {
  const answer = await fetch(
    `${server.url}/v1/conversations/${conversationId}/files?${new URLSearchParams({ filename })}`,
    { method: 'POST', headers: { cookie: desk.agent.cookie, origin: server.url }, body: Buffer.from(bytes) },
  )
  return ((await answer.json()) as UploadedFile).mediaId
}

const send = (mediaId: Id, text = '') =>
  desk.agent.call(api.sendMessage, {
    params: { conversationId },
    body: { clientId: newId(), text, mediaId },
  })

type Shown = { type: string; body: { id?: string; caption?: string; filename?: string; body?: string } }

async function phone(): Promise<Shown[]> {
  const at = { personId: desk.personId, phoneNumberId: desk.number.account }
  const messages = await simulators.whatsapp.messages(at)
  return messages
    .filter(({ direction }) => direction === 'out')
    .map(({ type, body }) => ({ type, body }) as Shown)
}

const fail = (kind: '131053' | 'http_500' | 'lose_answer' | 'hang', times = 1) =>
  simulators.whatsapp.fail({ kind, times, when: 'upload', phoneNumberId: desk.number.account })

const bytesOf = async (id: string | undefined) =>
  Buffer.from(await (await fetch(`${simulators.url}/phones/media/${id}`)).arrayBuffer())

describe('a file', () => {
  test('is uploaded and sent with its caption, and its ticks follow', async () => {
    await send(await upload(PNG, 'photo.png'), 'The **terrace**')

    await expect.poll(desk.sent).toMatchObject([{ status: 'delivered', reason: null }])
    const [shown] = await phone()
    expect(shown).toMatchObject({ type: 'image', body: { caption: 'The *terrace*' } })
    expect(await bytesOf(shown?.body.id)).toEqual(PNG)
  })

  test('that is a document keeps its name, whatever it has in it', async () => {
    const name = 'menú “de” hoy; a=1.pdf'
    await send(await upload(PDF, name))

    await expect.poll(phone).toMatchObject([{ type: 'document', body: { filename: name } }])
    expect(await bytesOf((await phone())[0]?.body.id)).toEqual(PDF)
  })

  test('that is a sound, which has no caption, is followed by its words', async () => {
    await send(await upload(MP3, 'song.mp3'), 'Listen')

    await expect.poll(phone).toMatchObject([{ type: 'audio' }, { type: 'text', body: { body: 'Listen' } }])
  })

  test('with a caption of more than 1,024 characters is followed by it', async () => {
    const caption = 'word '.repeat(300).trim()
    await send(await upload(PNG, 'photo.png'), caption)

    await expect.poll(phone).toMatchObject([{ type: 'image' }, { type: 'text', body: { body: caption } }])
    expect((await phone())[0]?.body).not.toHaveProperty('caption')
  })

  test('of many megabytes arrives whole, in its turn among the texts', { timeout: 60_000 }, async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(6_000_000, 'x')])
    await desk.answer('One')
    await send(await upload(large, 'large.pdf'))
    await desk.answer('Two')

    await expect
      .poll(async () => (await phone()).map(({ type, body }) => body.body ?? type), { timeout: 30_000 })
      .toEqual(['One', 'document', 'Two'])
    expect((await bytesOf((await phone())[1]?.body.id)).equals(large)).toBe(true)
  })

  test('that is sent again is not uploaded again', async () => {
    const mediaId = await upload(PNG, 'photo.png')
    await send(mediaId)
    await send(mediaId)

    await expect.poll(async () => (await phone()).length).toBe(2)
    const [first, second] = await phone()
    expect(first?.body.id).toBe(second?.body.id)
  })
})

describe('an upload', () => {
  test('that the platform refuses fails the message in words, and the next one goes', async () => {
    await send(await upload(ZIP, 'all.zip'))
    await desk.answer('Two')

    await expect.poll(desk.sent).toMatchObject([
      { status: 'failed', reason: expect.stringMatching(/another format/) },
      { text: 'Two', status: 'delivered' },
    ])
  })

  test.each(['http_500', 'lose_answer'] as const)(
    'that ends in %s is tried again by itself',
    async (kind) => {
      await fail(kind)
      await send(await upload(PNG, 'photo.png'))
      await desk.answer('Two')

      await expect
        .poll(desk.sent, { timeout: 8_000 })
        .toMatchObject([{ status: 'delivered', reason: null }, { status: 'delivered' }])
      expect((await phone()).map(({ type }) => type)).toEqual(['image', 'text'])
    },
  )

  test('that was refused can be sent again by a person', async () => {
    await fail('131053')
    const { id: messageId } = await send(await upload(PNG, 'photo.png'))
    await expect.poll(desk.sent).toMatchObject([{ status: 'failed' }])

    await desk.agent.call(api.retryMessage, { params: { conversationId, messageId } })

    await expect.poll(desk.sent).toMatchObject([{ status: 'delivered' }])
  })

  test('of a file whose bytes are lost fails in words', async () => {
    const mediaId = await upload(PNG, 'photo.png')
    rmSync(join(server.config.dataDir, 'blobs', desk.number.orgId, mediaId))
    await send(mediaId)

    await expect
      .poll(desk.sent)
      .toMatchObject([{ status: 'failed', reason: expect.stringContaining('not here any more') }])
  })
})

describe('a server that dies', () => {
  /** As it leaves a message behind: being sent, by a node that is no more. */
  async function die({ hasId }: { hasId: boolean }): Promise<{ before: string | undefined; mediaId: Id }> {
    const mediaId = await upload(PNG, 'photo.png')
    const { id } = await send(mediaId)
    await expect.poll(desk.sent).toMatchObject([{ status: 'delivered' }])
    if (!hasId) await admin.query('update media set external_id = null where id = $1', [mediaId])
    await admin.query(
      `update delivery set status = 'sending', external_id = null, due_at = null, claimed_by = $2
       where message_id = $1`,
      [id, newId()],
    )
    await expect.poll(desk.sent, { timeout: 5_000 }).toMatchObject([{ status: 'unconfirmed' }])
    return { before: (await phone())[0]?.body.id, mediaId }
  }

  const letTimePass = () =>
    admin.query("update delivery set due_at = now() where org_id = $1 and status = 'unknown'", [
      desk.number.orgId,
    ])

  test('between upload and send leaves the id of the upload, and nothing is uploaded again', async () => {
    const { before, mediaId } = await die({ hasId: true })
    rmSync(join(server.config.dataDir, 'blobs', desk.number.orgId, mediaId))
    await letTimePass()

    await expect.poll(async () => (await phone()).length, { timeout: 8_000 }).toBe(2)
    expect((await phone())[1]?.body.id).toBe(before)
  })

  test('before the id was kept repeats the upload alone', async () => {
    const { before } = await die({ hasId: false })
    await letTimePass()

    await expect.poll(async () => (await phone()).length, { timeout: 8_000 }).toBe(2)
    expect((await phone())[1]?.body.id).not.toBe(before)
  })
})
