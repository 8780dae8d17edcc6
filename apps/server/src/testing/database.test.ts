import type pg from 'pg'
import { expect, test } from 'vitest'
import { statement } from '../db/statement.ts'
import { emptyDatabase, testDatabase } from './database.ts'
import { anOrg } from './factories.ts'

const [one, two, empty] = [await testDatabase(), await testDatabase(), await emptyDatabase()]

test('each database is migrated and has the roles of production', async () => {
  const { rows } = await one.db.global.query(statement('select current_user as role, count(*) from contact'))

  expect(rows).toEqual([{ role: 'hilo_app', count: '0' }])
})

test('what one file writes no other file sees', async () => {
  await anOrg(one.db)

  expect(await orgCount(await one.connect())).toBe(1)
  expect(await orgCount(await two.connect())).toBe(0)
})

test('an empty database has no tables and lets the migrator make some', async () => {
  const migrator = await empty.connect('migrator')

  expect((await migrator.query(`select to_regclass('org') as org`)).rows).toEqual([{ org: null }])
  await migrator.query('create table something (id int)')
})

async function orgCount(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int from org')
  return rows[0]?.count
}
