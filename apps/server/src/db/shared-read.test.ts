import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { encode } from './codec.ts'
import type { SharedRead } from './shared-read.ts'
import { statement } from './statement.ts'

const { db } = await testDatabase()

const ADD = statement('insert into contact (org_id, id, profile) values ($1, $2, $3)')
const CONTACTS: SharedRead<{ id: Id; by: number }> = {
  most: 8,
  statements: [
    {
      statement: statement(`
        select a.at::int as at, c.id from unnest($2::uuid[]) with ordinality as a (id, at)
        join contact c on c.org_id = $1 and c.id = a.id`),
      columns: (keys) => [keys.map(({ id }) => id)],
    },
    {
      statement: statement(`
        select a.at::int as at, 100 / a.by as part, $1::uuid as org
        from unnest($2::int[]) with ordinality as a (by, at)`),
      columns: (keys) => [keys.map(({ by }) => by)],
    },
  ],
}

async function someContacts(count: number): Promise<{ orgId: Id; ids: Id[] }> {
  const orgId = await anOrg(db)
  const ids = Array.from({ length: count }, newId)
  await db.flight(
    orgId,
    ids.map((id) => ({ statement: ADD, values: [orgId, id, encode({})] })),
  )
  return { orgId, ids }
}

test('reads that are asked for at once share statements, and each gets its own rows', async () => {
  const { orgId, ids } = await someContacts(20)
  const missing = newId()
  const before = db.stats.commits

  const found = await Promise.all(
    [...ids, missing].map((id, index) => db.sharedRead(orgId, CONTACTS, { id, by: index + 1 })),
  )

  expect(found.map(([contact]) => contact?.rows.map(({ id }) => id))).toEqual([...ids.map((id) => [id]), []])
  expect(found.map(([, part]) => part?.rows[0]?.part)).toEqual(
    found.map((_, index) => Math.floor(100 / (index + 1))),
  )
  // The first alone, without waiting; then eight, eight and four.
  expect(db.stats.commits - before).toBe(4)
})

test('an org reads nothing of another, asked for at the same time', async () => {
  const [here, elsewhere] = [await someContacts(3), await someContacts(3)]

  const found = await Promise.all(
    [...here.ids, ...elsewhere.ids].map((id) => db.sharedRead(here.orgId, CONTACTS, { id, by: 1 })),
  )

  expect(found.map(([contact]) => contact?.rows.length)).toEqual([1, 1, 1, 0, 0, 0])
})

test('a read that fails keeps nothing from those that were read with it', async () => {
  const { orgId, ids } = await someContacts(4)

  const found = await Promise.allSettled(
    ids.map((id, index) => db.sharedRead(orgId, CONTACTS, { id, by: index === 2 ? 0 : 1 })),
  )

  expect(found.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect((await db.sharedRead(orgId, CONTACTS, { id: ids[0] as Id, by: 1 }))[0]?.rows).toHaveLength(1)
})
