import type { Id } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbox, anOrg, testKeys } from '../../testing/factories.ts'
import { nameContact } from '../contact/name-contact.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { assignConversation } from './assign.ts'
import { searchConversations } from './search.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
let orgId: Id
let inbox: Inbox

beforeAll(async () => {
  orgId = await anOrg(db)
  inbox = await anInbox(db, orgId)
})

const find = (search: string, filter: object = {}, org = orgId) =>
  db.withOrg(org, (tx) => searchConversations(tx, testKeys, { status: 'all', limit: 50, search, ...filter }))
const found = async (search: string, filter: object = {}) =>
  (await find(search, filter)).conversations.map(({ contact }) => contact.name)

async function called(name: string, attributes: Record<string, string> = {}, of = inbox) {
  const { conversationId, sender } = await aConversation(db, of)
  await nameContact(db, of.orgId, { conversationId, rename: (profile) => ({ ...profile, name, attributes }) })
  return { conversationId, sender }
}

describe('a search', () => {
  test('finds names by how their words begin, whatever their accents and case', async () => {
    await called('Lucía Méndez')
    await called('Luca Rossi')
    await called('Ñandú Bär')

    expect((await found('lu')).sort()).toEqual(['Luca Rossi', 'Lucía Méndez'])
    expect(await found('LUCI')).toEqual(['Lucía Méndez'])
    expect(await found('mendez luc')).toEqual(['Lucía Méndez'])
    expect(await found('nandu')).toEqual(['Ñandú Bär'])
    for (const nothing of ['ucia', 'lucas', 'lu zz', 'l', '%', '']) {
      expect(await found(nothing === '' ? 'zzzz' : nothing), nothing).toEqual([])
    }
  })

  test('finds a number however it is written, and other addresses whole', async () => {
    const { sender } = await called('Phone Person', { email: 'Ana.P@Example.com', phone: '+598 99 111 222' })
    const digits = sender[0]?.value ?? ''

    expect(await found(`+${digits}`)).toEqual(['Phone Person'])
    expect(await found(digits.replace(/^(\d{4})(\d+)$/, '$1 ($2)'))).toEqual(['Phone Person'])
    expect(await found(digits.slice(0, -1))).toEqual([])
    expect(await found('ana.p@example.com')).toEqual(['Phone Person'])
    expect(await found('598-99-111-222')).toEqual(['Phone Person'])
    expect(await found('ana.p@example')).toEqual([])
  })

  test('finds whom a name was given since by that alone', async () => {
    const { conversationId } = await called('Before Wedding')
    expect(await found('wedding')).toEqual(['Before Wedding'])
    await nameContact(db, orgId, { conversationId, rename: (profile) => ({ ...profile, name: 'After' }) })

    expect(await found('wedding')).toEqual([])
    expect(await found('after')).toEqual(['After'])
  })

  test('knows no other org, and the database no name', async () => {
    const other = await anInbox(db, await anOrg(db))
    await called('Secret Neighbour', {}, other)
    await called('Secret Own')
    await find('secret', {}, other.orgId)

    expect(await found('secret')).toEqual(['Secret Own'])
    const { rows } = await admin.query('select distinct octet_length(term) as size from contact_term')
    expect(rows).toEqual([{ size: 8 }])
    const shared = await admin.query(`
      select term from contact_term group by term having count(distinct org_id) > 1`)
    expect(shared.rows).toEqual([])
  })

  test('is narrowed by what the list is narrowed by, and pages as it does', async () => {
    const { rows } = await admin.query<{ id: Id }>(
      `insert into member (org_id, id, user_id, name, role, email)
       values ($1, gen_random_uuid(), $2, 'Ada', 'agent', 'a@b.c') returning id`,
      [orgId, 'user-of-search'],
    )
    const memberId = rows[0]?.id as Id
    const own = await called('Page One')
    await called('Page Two')
    await called('Page Three')
    await db.withOrg(orgId, (tx) =>
      assignConversation(tx, { conversationId: own.conversationId, assigneeId: memberId, memberId }),
    )

    expect(await found('page', { assigneeId: memberId })).toEqual(['Page One'])
    expect((await found('page', { assigneeId: 'none' })).sort()).toEqual(['Page Three', 'Page Two'])
    const first = await find('page', { limit: 2 })
    const second = await find('page', { limit: 2, cursor: first.next ?? undefined })
    expect([...first.conversations, ...second.conversations]).toHaveLength(3)
    expect(second.next).toBeNull()
  })

  test('answers while very many are not known to it yet, says so, and has the rest done', async () => {
    const crowd = await anInbox(db, await anOrg(db))
    await admin.query(
      `insert into contact (org_id, id, profile)
       select $1, gen_random_uuid(), convert_to(chr(1) || '{"name":"Crowd Person"}', 'UTF8')
       from generate_series(1, 600)`,
      [crowd.orgId],
    )
    await admin.query('update contact set profile = set_byte(profile, 0, 0) where org_id = $1', [crowd.orgId])

    expect(await find('crowd', {}, crowd.orgId)).toMatchObject({ isIndexing: true })
    const { rows } = await admin.query("select kind from job where org_id = $1 and kind = 'index_contacts'", [
      crowd.orgId,
    ])
    expect(rows).toHaveLength(1)
    expect(await find('crowd', {}, crowd.orgId)).toMatchObject({ isIndexing: false })
  })
})
