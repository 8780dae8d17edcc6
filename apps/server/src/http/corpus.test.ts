import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { api, type Id, type MessageItem } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { addMember } from '../domain/member/add.ts'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { callerOf, cookieOf, inOrg, pathOf, signatureOf, startServer } from '../testing/server.ts'
import { type Connected, connectNumber } from '../testing/whatsapp.ts'

// Every webhook that was seen in public goes through the whole server: each file is an org of its own, whose inboxes
// are the numbers that the file names.

const CORPUS = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../../../shared/corpus')
const FOLDER = join(CORPUS, 'meta/whatsapp')
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => /^webhook_.*\.json$/.test(name)) : []
if (files.length === 0) {
  console.warn(`No corpus in ${FOLDER}: its webhooks are skipped. HILO_CORPUS names another folder.`)
}

type Change = {
  field?: string
  value?: {
    metadata?: { phone_number_id?: string }
    messages?: { id: string }[]
    message_echoes?: { id: string }[]
  }
}
type Body = { entry: { changes: Change[] }[] }
type Posted = { file: string; body: Body; text: string; orgId: Id; appId: string; secret: string }

const changesOf = ({ entry }: Body) => entry.flatMap(({ changes }) => changes)
const accountsOf = (body: Body) => [
  ...new Set(changesOf(body).flatMap(({ value }) => value?.metadata?.phone_number_id ?? [])),
]
const ECHOES = 'smb_message_echoes'
/** What contacts said, and what the business said in its phone app. */
const messagesOf = (body: Body) =>
  changesOf(body).flatMap(({ field, value }) => {
    if (field === ECHOES) return value?.metadata?.phone_number_id ? (value.message_echoes ?? []) : []
    return field === 'messages' ? (value?.messages ?? []) : []
  })
/** Fields whose items are no counted ones: they are in conversations. */
const SHOWN = new Set(['messages', 'user_id_update', ECHOES])
/** The phone's address book names contacts, and what they want to hear is in the ledger of permissions. */
const KEPT_ELSEWHERE = new Set(['smb_app_state_sync', 'user_preferences'])

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()

describe.skipIf(files.length === 0)(`${files.length} webhooks of the corpus`, () => {
  const all: Posted[] = []
  let cookie = ''

  beforeAll(async () => {
    const email = 'everywhere@example.com'
    const userId = await server.auth.ensureUser({ email, name: 'Ada', password: null })
    for (const file of files) {
      const text = readFileSync(join(FOLDER, file), 'utf8')
      const body = JSON.parse(text) as Body
      const orgId = await anOrg(server.db)
      await addMember(server.db, orgId, { userId, name: 'Ada', email, role: 'agent' })
      all.push({ file, body, text, orgId, ...(await connectAll(orgId, accountsOf(body))) })
    }
    cookie = cookieOf(
      (await fetch(await server.auth.oneTimeLink(email, '/'), { redirect: 'manual' })).headers,
    )
  })

  test('are acknowledged, once and twice, and stored once', async () => {
    for (const { file, text, appId, secret } of [...all, ...all]) {
      expect((await server.post(appId, text, signatureOf(text, secret))).status, file).toBe(200)
    }

    const { rows } = await admin.query('select app_id, count(*)::int from webhook_event group by app_id')
    expect(rows.map(({ count }) => count)).toEqual(all.map(() => 1))
    await expect.poll(pendingCount, { timeout: 10_000 }).toBe(0)
  })

  test('let no error into the log, and none was given up', async () => {
    const { rows } = await admin.query("select detail from webhook_event where problem = 'failed'")

    expect(rows).toEqual([])
    expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('show every message of a contact in a conversation, in its order', async () => {
    let shown = 0
    for (const { file, body, orgId } of all) {
      const expected = messagesOf(body).map(({ id }) => id)
      // A changed user id is told in the conversation too; it has no id of its own.
      const ids = (await externalIdsIn(orgId)).filter((id) => !id.startsWith('user_id_update:'))

      expect(ids, file).toEqual([...new Set(expected)].sort())
      shown += expected.length
    }
    expect(shown).toBeGreaterThan(50)
  })

  test('count whatever else they say, by what it is', async () => {
    for (const { file, body, orgId } of all) {
      const named = changesOf(body).filter(({ value }) => value?.metadata?.phone_number_id)
      const others = named.filter(({ field = '' }) => !SHOWN.has(field) && !KEPT_ELSEWHERE.has(field))
      if (others.length === 0) continue
      const { inboxes } = api.listInboxes.returns.parse(await read(orgId, '/v1/inboxes'))
      const counted = inboxes.flatMap(({ unhandled, history }) => [
        ...unhandled,
        ...(history ? [history] : []),
      ])

      expect(counted.length, file).toBeGreaterThan(0)
    }
  })

  test('are quarantined when they name no number, or one that is not bound', async () => {
    const nameless = all.filter(({ body }) => accountsOf(body).length === 0).map(({ appId }) => appId)
    const { rows } = await admin.query("select app_id from webhook_event where problem = 'quarantined'")
    expect(rows.map(({ app_id }) => app_id).sort()).toEqual(nameless.sort())

    const [one] = all.filter(({ body }) => messagesOf(body).length > 0)
    const stranger = await connectNumber(server)
    const text = one?.text ?? ''
    expect((await server.post(stranger.appId, text, signatureOf(text, stranger.secret))).status).toBe(200)

    const find = "select 1 from webhook_event where app_id = $1 and problem = 'quarantined'"
    await expect.poll(async () => (await admin.query(find, [stranger.appId])).rowCount).toBe(1)
    const messages = await admin.query('select 1 from message where org_id = $1', [stranger.orgId])
    expect(messages.rowCount).toBe(0)
  })

  test('are refused without a signature, with a wrong one, or with one byte changed, and leave no row', async () => {
    const before = await storedCount()

    for (const { file, text, appId, secret } of all) {
      const flipped = Buffer.from(text)
      flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1
      const attempts = [
        server.post(appId, text, null),
        server.post(appId, text, signatureOf(text, 'wrong')),
        server.post(appId, text, signatureOf(flipped, secret)),
      ]
      const statuses = (await Promise.all(attempts)).map(({ status }) => status)

      expect(statuses, file).toEqual([401, 401, 401])
    }
    expect(await storedCount()).toBe(before)
  })

  /** The platform's ids of all messages that the API shows in the conversations of an org. */
  async function externalIdsIn(orgId: Id): Promise<string[]> {
    const { rows } = await admin.query('select id, external_id from message where org_id = $1', [orgId])
    const known = new Map(rows.map(({ id, external_id }) => [id, external_id as string]))
    const { conversations } = await read<{ conversations: { id: Id }[] }>(
      orgId,
      '/v1/conversations?status=all',
    )
    const shown: string[] = []
    for (const { id: conversationId } of conversations) {
      const path = pathOf(api.getTimeline, { params: { conversationId } })
      const { items } = api.getTimeline.returns.parse(await read(orgId, path))
      const messages = items.filter((item): item is MessageItem => item.type === 'message')
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
      shown.push(...messages.map(({ id }) => known.get(id) ?? 'unknown'))
    }
    return shown.sort()
  }

  async function read<T>(orgId: Id, path: string): Promise<T> {
    const { status, body } = await callerOf(server.url, cookie).send('GET', path, { headers: inOrg(orgId) })
    expect(status, path).toBe(200)
    return body as T
  }
})

async function connectAll(orgId: Id, accounts: string[]): Promise<Pick<Connected, 'appId' | 'secret'>> {
  const { appId, secret } = await connectNumber(server, { orgId })
  for (const account of accounts) await connectNumber(server, { orgId, account, appId })
  return { appId, secret }
}

async function storedCount(): Promise<number> {
  return (await admin.query('select count(*)::int from webhook_event')).rows[0].count
}

async function pendingCount(): Promise<number> {
  return (await admin.query('select count(*)::int from webhook_pending')).rows[0].count
}
