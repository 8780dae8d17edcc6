import { readdir } from 'node:fs/promises'
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

const databases = await Promise.all(Array.from({ length: 5 }, () => emptyDatabase()))

async function fresh(): ReturnType<typeof emptyDatabase> {
  const database = databases.pop()
  if (!database) throw new Error('One more test than there are databases.')
  return database
}
