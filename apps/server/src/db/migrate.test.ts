import { readdir, readFile } from 'node:fs/promises'
import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { emptyDatabase } from '../testing/database.ts'
import { migrate } from './migrate.ts'

const ROLES = { app: 'hilo_app', ingress: 'hilo_ingress' }
const FILES = (await readdir(new URL('./sql/', import.meta.url))).sort()

test('applies every file in order, and nothing the second time', async () => {
  const { urls, connect } = await fresh()

  expect(await migrate(urls.migrator, ROLES)).toEqual(FILES)
  expect(await migrate(urls.migrator, ROLES)).toEqual([])

  const migrator = await connect('migrator')
  const { rows } = await migrator.query<{ name: string }>('select name from migration order by name')
  expect(rows.map(({ name }) => name)).toEqual(FILES)
})

test('lets one of several at once do the work while the others wait', async () => {
  const { urls } = await fresh()

  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(urls.migrator, ROLES)))

  expect(applied.filter((names) => names.length > 0)).toEqual([FILES])
})

test('refuses a file that was changed after it ran, and applies nothing', async () => {
  const { urls, connect } = await fresh()
  await migrate(urls.migrator, ROLES)
  const migrator = await connect('migrator')
  await migrator.query(`update migration set hash = 'as it was' where name = $1`, [FILES[0]])

  await expect(migrate(urls.migrator, ROLES)).rejects.toThrow(
    `Migration ${FILES[0]} was changed after it ran`,
  )
})

test('leaves nothing of a file that it could not record, and can go on when the reason is gone', async () => {
  const { urls, connect } = await fresh()
  const migrator = await connect('migrator')
  await migrator.query(`create table migration (name text primary key, hash text not null,
    applied_at timestamptz not null default now(), constraint full_up check (name is null))`)

  await expect(migrate(urls.migrator, ROLES)).rejects.toThrow('full_up')

  expect((await migrator.query(`select to_regclass('org') as org`)).rows).toEqual([{ org: null }])
  await migrator.query('alter table migration drop constraint full_up')
  expect(await migrate(urls.migrator, ROLES)).toEqual(FILES)
})

test('renews a grant that was lost', async () => {
  const { urls, connect } = await fresh()
  await migrate(urls.migrator, ROLES)
  const migrator = await connect('migrator')
  await migrator.query('revoke all on message from hilo_app')
  await migrate(urls.migrator, ROLES)

  const app = await connect('app')
  expect((await app.query('select from message')).rowCount).toBe(0)
})

test('keeps the hours of days that were named when a day had them once', async () => {
  const { connect } = await fresh()
  const migrator = await connect('migrator')
  const run = async (name: string) =>
    migrator.query(await readFile(new URL(`./sql/${name}`, import.meta.url), 'utf8'))
  const isBefore = (name: string) => name < '0060'
  for (const name of FILES.filter(isBefore)) await run(name)
  const orgId = newId()
  await migrator.query(
    "insert into org (id, slug, name, locale, time_zone) values ($1, 'shop', 'Shop', 'en', 'UTC')",
    [orgId],
  )
  await migrator.query("select set_config('app.org_id', $1, false)", [orgId])
  await migrator.query(
    `insert into exceptional_day (org_id, day, name, opens, closes)
     values ($1, '2026-12-24', 'Eve', 540, 780), ($1, '2026-12-25', 'Christmas', null, null)`,
    [orgId],
  )
  // As it is when migrations run: nobody says whose rows are meant.
  await migrator.query("select set_config('app.org_id', '', false)")
  for (const name of FILES.filter((one) => !isBefore(one))) await run(name)

  await migrator.query("select set_config('app.org_id', $1, false)", [orgId])
  const { rows } = await migrator.query('select hours from exceptional_day order by day')
  expect(rows).toEqual([{ hours: [{ from: 540, to: 780 }] }, { hours: [] }])
})

const databases = await Promise.all(Array.from({ length: 6 }, () => emptyDatabase()))

async function fresh(): ReturnType<typeof emptyDatabase> {
  const database = databases.pop()
  if (!database) throw new Error('One more test than there are databases.')
  return database
}
