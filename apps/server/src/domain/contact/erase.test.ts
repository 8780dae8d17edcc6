import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { twoOrgs } from '../../testing/isolation/ground.ts'
import { quoted } from '../../testing/isolation/seed.ts'
import { eraseContact } from './erase.ts'
import { HELD } from './held.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

// Generated from PostgreSQL's catalog: each column that a later migration says is a contact's is in it.
const PERSONAL = `
  select distinct c.relname as table from pg_description d
  join pg_class c on c.oid = d.objoid and d.objsubid > 0
  where d.description ~ 'retention: (contact|conversation); subject: contact' order by 1`

/** Counts and copies, which lead to nobody: what members wrote as a test, and what all runs of a day came to. */
const NOBODYS = ['evaluation', 'evaluation_play', 'metrics_day', 'test_case']

test('of an erased contact nothing is left in any table, and all of another org', async () => {
  const { tables, orgs } = await twoOrgs(db, admin)
  const [self, other] = orgs
  const contactId = self.rows.get('contact')?.id as Id
  const { rows: personal } = await admin.query<{ table: string }>(PERSONAL)
  expect(HELD.map(({ table }) => table)).toEqual(
    expect.arrayContaining(personal.map(({ table }) => table).filter((name) => !NOBODYS.includes(name))),
  )

  // What no foreign key leads to is theirs too.
  for (const target of ['contact', 'conversation', 'message', 'run']) {
    const column = `${target}_id`
    for (const { name } of tables.filter((one) => one.columns.some((own) => own.name === column)))
      await admin.query(`update ${quoted(name)} set ${column} = $2 where org_id = $1`, [
        ...[self.id, self.rows.get(target)?.id],
      ])
  }

  const { conversationIds } = await db.withOrg(self.id, (tx) => eraseContact(tx, contactId))
  expect(conversationIds).toEqual([self.rows.get('conversation')?.id])
  const erased = new Set(HELD.map(({ table }) => table))
  erased.delete('job')
  for (const { name } of tables) {
    const { rows } = await admin.query(
      `select org_id, count(*)::int as count from ${quoted(name)} where org_id = any ($1) group by 1`,
      [[self.id, other.id]],
    )
    const count = (orgId: Id) => rows.find(({ org_id }) => org_id === orgId)?.count ?? 0
    expect(count(other.id), name).toBeGreaterThan(0)
    if (erased.has(name)) expect([name, count(self.id)]).toEqual([name, 0])
  }
  const ids = [contactId, ...conversationIds]
  for (const { name, columns } of tables) {
    const uuids = columns.filter(({ type }) => type === 'uuid' || type === 'uuid[]')
    for (const { name: column } of uuids) {
      const { rowCount } = await admin.query(
        `select 1 from ${quoted(name)} where ${quoted(column)}::text ~ any ($1)`,
        [ids],
      )
      expect([name, column, rowCount]).toEqual([name, column, 0])
    }
  }
  await expect(db.withOrg(self.id, (tx) => eraseContact(tx, contactId))).rejects.toMatchObject({
    code: 'not_found',
  })
  const foreign = other.rows.get('contact')?.id as Id
  for (const id of [foreign, newId()])
    await expect(db.withOrg(self.id, (tx) => eraseContact(tx, id))).rejects.toMatchObject({
      code: 'not_found',
    })
})
