import { api, type Id, newId, type UploadedFile, type WidgetServerFrame } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { signParts } from '../domain/media/signed.ts'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { aJpeg, SECRETS } from '../testing/pictures.ts'
import { type Caller, startServer } from '../testing/server.ts'
import { type Listener, openSocket } from '../testing/socket.ts'
import { aWidget } from '../testing/widget.ts'

type Frame<T extends WidgetServerFrame['type']> = Extract<WidgetServerFrame, { type: T }>
type Visitor = Listener<WidgetServerFrame> & { secret: string; conversationId: Id }

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let orgId: Id
let key: string
let ada: Caller

beforeAll(async () => {
  orgId = await anOrg(server.db)
  key = await aWidget(server.db, orgId)
  ada = await server.signIn(orgId)
})

const is =
  <T extends WidgetServerFrame['type']>(type: T) =>
  (frame: WidgetServerFrame): frame is Frame<T> =>
    frame.type === type

/** Somebody who has said hello in a widget, in both senses. */
async function aVisitor(widget = key): Promise<Visitor> {
  const socket = await openSocket<WidgetServerFrame>(`${server.url}/widget/v1/socket`, { origin: server.url })
  socket.send({ type: 'hello', key: widget, version: 0 })
  const { visitor: secret } = await socket.hear(is('welcome'))
  socket.send({ type: 'send', clientId: newId(), content: { type: 'text', text: 'Hello' } })
  const { conversationId } = await socket.hear(is('messages'))
  return Object.assign(socket, { secret, conversationId })
}

async function upload({ conversationId }: Visitor, bytes: Buffer, filename: string): Promise<Id> {
  const query = new URLSearchParams({ filename })
  const answer = await fetch(`${server.url}/v1/conversations/${conversationId}/files?${query}`, {
    method: 'POST',
    headers: { cookie: ada.cookie, origin: server.url },
    body: new Uint8Array(bytes),
  })
  return ((await answer.json()) as UploadedFile).mediaId
}

/** A member sends the visitor a file; the message as the visitor gets it. */
async function sendFile(visitor: Visitor, bytes = aJpeg(), filename = 'terrace.jpg') {
  const mediaId = await upload(visitor, bytes, filename)
  const params = { conversationId: visitor.conversationId }
  await ada.call(api.sendMessage, { params, body: { clientId: newId(), mediaId } })
  const holds = ({ content }: Frame<'messages'>['messages'][number]) =>
    content.type === 'media' && content.mediaId === mediaId
  const { messages } = await visitor.hear(
    (frame): frame is Frame<'messages'> => is('messages')(frame) && frame.messages.some(holds),
  )
  return { mediaId, message: messages.find(holds), url: messages.find(holds)?.file?.url ?? '' }
}

const get = (url: string) => fetch(`${server.url}${url}`)
const statusOf = async (url: string) => (await get(url)).status
const token = (url: string) => url.slice('/widget/v1/media/'.length)

async function ask(visitor: Visitor, mediaId: Id): Promise<Frame<'link'> | Frame<'refused'>> {
  visitor.send({ type: 'link', mediaId })
  return visitor.hear(
    (frame): frame is Frame<'link'> | Frame<'refused'> => is('link')(frame) || is('refused')(frame),
  )
}

describe('a file that a member sends', () => {
  test('comes with a link by which the visitor sees it, without what it says of itself', async () => {
    const { url, message } = await sendFile(await aVisitor())

    expect(message?.file).toEqual({
      url: expect.stringMatching(/^\/widget\/v1\/media\//),
      size: aJpeg().length,
    })
    const answer = await get(url)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^inline; /),
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    for (const secret of SECRETS) expect(text).not.toContain(secret)
  })

  test('is downloaded under its name when it is no picture', async () => {
    const { url } = await sendFile(await aVisitor(), Buffer.from('%PDF-1.7 menu'), 'menu.pdf')

    const answer = await get(url)

    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="menu.pdf"/)
    expect(await answer.text()).toBe('%PDF-1.7 menu')
  })

  test('is linked to anew when the visitor asks', async () => {
    const visitor = await aVisitor()
    const { mediaId } = await sendFile(visitor)

    const link = await ask(visitor, mediaId)

    expect(link).toMatchObject({ type: 'link', mediaId })
    expect(link.type === 'link' && (await statusOf(link.url))).toBe(200)
  })

  test('is not to be had any more once it was deleted', async () => {
    const visitor = await aVisitor()
    const { mediaId, url } = await sendFile(visitor)
    await admin.query("update media set status = 'gone' where id = $1", [mediaId])

    expect(await statusOf(url)).toBe(404)
    expect(await ask(visitor, mediaId)).toMatchObject({ type: 'refused', code: 'not_found' })
  })

  test('nor once the visitor is nobody’s contact', async () => {
    const { url } = await sendFile(await aVisitor())
    await admin.query(
      `delete from identity i using conversation c, media m where m.id = $1 and c.id = m.conversation_id
       and i.contact_id = c.contact_id`,
      [token(url).split('.')[1]],
    )

    expect(await statusOf(url)).toBe(404)
  })
})

describe('nobody else gets a link', () => {
  test.each([
    ['another visitor of the same widget', () => aVisitor()],
    ['a visitor of another widget of the org', async () => aVisitor(await aWidget(server.db, orgId))],
    ['a visitor of another org', async () => aVisitor(await aWidget(server.db, await anOrg(server.db)))],
  ])('%s', async (_, other) => {
    const { mediaId } = await sendFile(await aVisitor())

    expect(await ask(await other(), mediaId)).toMatchObject({ type: 'refused', code: 'not_found' })
  })

  test('the visitor themselves, to a file that nobody has sent yet', async () => {
    const visitor = await aVisitor()
    const mediaId = await upload(visitor, aJpeg(), 'not yet.jpg')

    expect(await ask(visitor, mediaId)).toMatchObject({ type: 'refused', code: 'not_found' })
  })

  test('who has not said hello', async () => {
    const socket = await openSocket<WidgetServerFrame>(`${server.url}/widget/v1/socket`, {
      origin: server.url,
    })
    socket.send({ type: 'link', mediaId: newId() })

    expect(await socket.hear(is('refused'))).toMatchObject({ code: 'not_authenticated' })
  })
})

describe('a link is none, and says nothing else', () => {
  test('when it is over', async () => {
    const { url } = await sendFile(await aVisitor())
    const [org = '', id = '', hash = ''] = token(url).split('.')
    const over = signParts(server.keys, 'visitor media', [org, id, hash, String(Date.now() - 1)])

    const answer = await get(`/widget/v1/media/${over}`)

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect(await answer.json()).toMatchObject({ message: 'There is no such file.' })
  })

  test('when it was changed anywhere, or was made for another visitor, org, file or purpose', async () => {
    const [{ url, mediaId }, other] = [await sendFile(await aVisitor()), await sendFile(await aVisitor())]
    const [org = '', id = '', hash = '', until = '', signature = ''] = token(url).split('.')
    const [, otherId = '', otherHash = ''] = token(other.url).split('.')
    const members = await ada.call(api.getMediaLink, { params: { mediaId } })
    const sign = (parts: string[], purpose = 'visitor media') => signParts(server.keys, purpose, parts)

    const forged = [
      `${org}.${otherId}.${hash}.${until}.${signature}`,
      `${org}.${id}.${otherHash}.${until}.${signature}`,
      `${newId()}.${id}.${hash}.${until}.${signature}`,
      `${org}.${id}.${hash}.${Number(until) + 60_000}.${signature}`,
      `${org}.${id}.${hash}.${until}`,
      `${token(url)}.x`,
      ...['x', '%00', ''],
      members.url.slice('/media/'.length),
      sign([org, id, hash, until], 'media'),
      // Signed by us, for a visitor whose file it is not, and for an org that has no such file.
      sign([org, id, otherHash, until]),
      sign([await anOrg(server.db), id, hash, until]),
    ]
    for (const one of forged) expect(await statusOf(`/widget/v1/media/${one}`), one).toBe(404)
    expect(await statusOf(`/media/${token(url)}`)).toBe(404)
    expect(await statusOf(url)).toBe(200)
  })
})

test('what was refused left no error in the log', () => {
  expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
})
