import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join, resolve } from 'node:path'
import { newId } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { putMetaApp } from '../domain/webhook/meta-app.ts'
import { testDatabase } from '../testing/database.ts'
import { signatureOf, startServer } from '../testing/server.ts'
import { aBody, aText, type Connected, connectNumber } from '../testing/whatsapp.ts'

const CORPUS = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../../../shared/corpus')
const VECTORS = join(CORPUS, 'meta/signature')

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let ours: Connected
let others: Connected

beforeAll(async () => {
  ours = await connectNumber(server)
  others = await connectNumber(server)
})

async function eventsOf(appId: string): Promise<number> {
  const { rows } = await admin.query('select count(*)::int from webhook_event where app_id = $1', [appId])
  return rows[0].count
}

/** Sends headers that `fetch` would not: the same name twice. */
function postRaw(path: string, body: string, headers: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = ['content-length', String(Buffer.byteLength(body))]
    const sent = request(`${server.url}${path}`, {
      method: 'POST',
      headers: [...headers, ...length, 'host', '127.0.0.1'],
    })
    sent.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject)
    sent.end(body)
  })
}

describe('a webhook that Meta did not sign is refused and leaves no row', () => {
  const body = JSON.stringify(aBody('1', { messages: [aText('forged')] }))
  const hex = (secret: string, of = body) => signatureOf(of, secret).slice('sha256='.length)

  test.each<[string, (own: string, foreign: string) => string | null]>([
    ['without a signature', () => null],
    ['with an empty signature', () => ''],
    ['with a wrong secret', () => signatureOf(body, 'wrong')],
    ['with the secret of another app', (_, foreign) => signatureOf(body, foreign)],
    ['with an empty secret', () => `sha256=${hex('-').replace(/./g, '0')}`],
    ['with SHA-1', (own) => `sha1=${hex(own).slice(0, 40)}`],
    ['with a digest and no name', (own) => hex(own)],
    ['in capitals', (own) => `sha256=${hex(own).toUpperCase()}`],
    ['with a digest that is cut', (own) => signatureOf(body, own).slice(0, -1)],
    ['of a body that differs in one byte', (own) => signatureOf(body.replace('forged', 'forgee'), own)],
    ['of the same JSON, printed anew', (own) => signatureOf(JSON.stringify(JSON.parse(body), null, 1), own)],
  ])('%s', async (_, signature) => {
    const answer = await server.post(ours.appId, body, signature(ours.secret, others.secret))

    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('')
    expect(await eventsOf(ours.appId)).toBe(0)
  })

  test('with the header twice', async () => {
    const header = ['x-hub-signature-256', signatureOf(body, ours.secret)]

    expect(await postRaw(`/webhooks/meta/${ours.appId}`, body, [...header, ...header])).toBe(401)
    expect(await eventsOf(ours.appId)).toBe(0)
  })

  test.each([
    ['an app nobody has', newId()],
    ['a name no app can have', '%00'],
    ['a path for a name', '..%2f..%2fv1'],
  ])('for %s', async (_, appId) => {
    const answer = await server.post(appId, body, signatureOf(body, ours.secret))

    expect(answer.status).toBe(401)
  })
})

describe('a signed webhook', () => {
  test('is stored before it is acknowledged, and once however often it comes', async () => {
    const number = await connectNumber(server)
    const body = JSON.stringify(aBody(number.account, { messages: [aText('Hello')] }))
    const post = () => server.post(number.appId, body, signatureOf(body, number.secret))

    expect((await post()).status).toBe(200)
    expect(await eventsOf(number.appId)).toBe(1)
    const again = await Promise.all(Array.from({ length: 20 }, post))

    expect(again.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(await eventsOf(number.appId)).toBe(1)
  })

  test('may be signed with the previous secret while it is replaced', async () => {
    const { appId, secret } = await connectNumber(server)
    await putMetaApp(server.db.global, server.keys, { id: appId, secret: 'new', verifyToken: 'v' })
    await admin.query('update meta_app set previous_secret = $2 where id = $1', [
      appId,
      server.keys.seal(secret),
    ])
    const body = '{"object":"whatsapp_business_account","entry":[]}'

    expect((await server.post(appId, body, signatureOf(body, secret))).status).toBe(200)
  })

  test('may be 3 MB long, and no longer than 4', async () => {
    const { appId, secret } = await connectNumber(server)
    const bodyOf = (bytes: number) => JSON.stringify({ entry: [], padding: 'x'.repeat(bytes) })
    const [long, tooLong] = [bodyOf(3_000_000), bodyOf(4_200_000)]

    expect((await server.post(appId, long, signatureOf(long, secret))).status).toBe(200)
    expect((await server.post(appId, tooLong, signatureOf(tooLong, secret))).status).toBe(400)
    expect(await eventsOf(appId)).toBe(1)
  })

  test.each([
    ['no JSON', 'not json'],
    ['JSON of another kind', '[1,2,3]'],
    ['null', 'null'],
    ['depth', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['prototype keys', '{"__proto__":{"polluted":true},"entry":[{"constructor":{"prototype":1}}]}'],
    [
      'invalid UTF-8 and NUL',
      '{"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"\\u0000"}}}]}]}',
    ],
  ])('with %s is kept for people to look at', async (_, body) => {
    const { appId, secret } = await connectNumber(server)

    expect((await server.post(appId, body, signatureOf(body, secret))).status).toBe(200)

    await expect.poll(() => problemsOf(appId)).toEqual(['quarantined'])
    expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('about an account that is not bound to its app is quarantined, and nothing of it is believed', async () => {
    const mine = await connectNumber(server)
    const theirs = await connectNumber(server)

    expect((await mine.post(aBody(theirs.account, { messages: [aText('I am you')] }))).status).toBe(200)

    await expect.poll(() => problemsOf(mine.appId)).toEqual(['quarantined'])
    const { rows } = await admin.query('select 1 from message where org_id = any ($1)', [
      [mine.orgId, theirs.orgId],
    ])
    expect(rows).toEqual([])
  })
})

async function problemsOf(appId: string): Promise<(string | null)[]> {
  const { rows } = await admin.query('select problem from webhook_event where app_id = $1', [appId])
  return rows.map(({ problem }) => problem)
}

describe('the handshake', () => {
  const ask = (query: string, appId = ours.appId) => fetch(`${server.url}/webhooks/meta/${appId}?${query}`)
  const mode = 'hub.mode=subscribe'

  test('returns the challenge to whoever knows the verify token', async () => {
    const answer = await ask(`${mode}&hub.verify_token=meatyhamhock&hub.challenge=1158201444`)

    expect([answer.status, await answer.text()]).toEqual([200, '1158201444'])
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })

  test.each([
    ['a wrong token', `${mode}&hub.verify_token=wrong&hub.challenge=1`],
    ['no token', `${mode}&hub.challenge=1`],
    ['no challenge', `${mode}&hub.verify_token=meatyhamhock`],
    ['another mode', 'hub.mode=unsubscribe&hub.verify_token=meatyhamhock&hub.challenge=1'],
    ['the token twice', `${mode}&hub.verify_token=meatyhamhock&hub.verify_token=x&hub.challenge=1`],
    ['a challenge that is HTML', `${mode}&hub.verify_token=meatyhamhock&hub.challenge=<script>`],
    ['a challenge of 10 KB', `${mode}&hub.verify_token=meatyhamhock&hub.challenge=${'1'.repeat(10_000)}`],
  ])('refuses %s', async (_, query) => {
    expect((await ask(query)).status).toBe(403)
  })
})

if (!existsSync(VECTORS)) {
  console.warn(`No corpus in ${VECTORS}: its vectors are skipped. HILO_CORPUS names another folder.`)
}

describe.skipIf(!existsSync(VECTORS))('the vectors of the corpus', () => {
  type Vector = { name: string; app_secret: string; raw_body_utf8: string; header: string }
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(VECTORS, name), 'utf8')) as T

  test('every signature is accepted over the raw bytes, and over no others', async () => {
    const vectors = read<Vector[]>('x_hub_signature_256_vectors.json')
    const appId = `vectors-${newId()}`
    const secret = vectors[0]?.app_secret ?? ''
    await putMetaApp(server.db.global, server.keys, { id: appId, secret, verifyToken: 'v' })

    for (const { name, raw_body_utf8: body, header } of vectors) {
      expect((await server.post(appId, body, header)).status, name).toBe(200)
      expect((await server.post(appId, `${body} `, header)).status, name).toBe(401)
    }

    expect(await eventsOf(appId)).toBe(vectors.length)
  })

  test('the handshake is answered', async () => {
    const { get_query: query, expect_body: challenge } = read<{
      get_query: Record<string, string>
      expect_body: string
    }>('verify_handshake.json')
    const appId = `handshake-${newId()}`
    const verifyToken = query['hub.verify_token'] ?? ''
    await putMetaApp(server.db.global, server.keys, { id: appId, secret: 's', verifyToken })

    const answer = await fetch(`${server.url}/webhooks/meta/${appId}?${new URLSearchParams(query)}`)

    expect(await answer.text()).toBe(challenge)
  })
})
