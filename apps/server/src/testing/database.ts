import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll } from 'vitest'
import { type Database, openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { createRoles, type RoleUrls } from '../db/roles.ts'
import { testAdminUrl } from './postgres.ts'

type EmptyDatabase = {
  urls: RoleUrls
  /**
   * Opens a plain connection as a role, or as the superuser, who looks past every policy. Closed after the
   * file.
   */
  connect(role?: keyof RoleUrls): Promise<pg.Client>
}

export type TestDatabase = EmptyDatabase & {
  db: Database
  /** What went wrong on idle connections; nothing, in a good run. */
  errors: Error[]
}

const SQL = new URL('../db/sql/', import.meta.url)
const MIGRATE = new URL('../db/migrate.ts', import.meta.url)
const LOCK = 7_243_002
const ROLES = { app: 'hilo_app', ingress: 'hilo_ingress' }
const PASSWORDS = { migrator: 'test', app: 'test', ingress: 'test' }

/**
 * Opens a migrated, empty database that belongs to the calling test file alone, with the roles of
 * production, and drops it after the file's last test. Call it at the top of the file: `const { db } =
 * await testDatabase()`.
 *
 * It is copied from a template that the first caller of a run migrates. The login roles belong to the whole
 * server and get a known password, so never point the tests at a server that holds real data.
 */
export async function testDatabase({ connectionsMax = 4 } = {}): Promise<TestDatabase> {
  const empty = await newDatabase(`template ${await ensureTemplate()}`)
  const errors: Error[] = []
  const db = openDatabase(empty.urls, (error) => errors.push(error), connectionsMax)
  // Hooks run in the reverse order, so the pools are closed before the database is dropped.
  afterAll(() => db.end())
  return { ...empty, db, errors }
}

/**
 * Makes a database that nothing has been migrated in, owned by the migrator; dropped after the file's
 * tests.
 */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  // The roles are made with the template; after that nobody may alter them under a test that runs beside
  // this one.
  await ensureTemplate()
  return newDatabase()
}

async function newDatabase(origin = ''): Promise<EmptyDatabase> {
  const name = newName()
  await asAdmin((admin) => admin.query(`create database ${name} ${origin} owner hilo_migrator`))
  const clients: pg.Client[] = []
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await asAdmin((admin) => admin.query(`drop database ${name} with (force)`))
  })
  return {
    urls: { migrator: urlOf(name, 'migrator'), app: urlOf(name, 'app'), ingress: urlOf(name, 'ingress') },
    async connect(role) {
      const client = new pg.Client({ connectionString: urlOf(name, role) })
      clients.push(client)
      await client.connect()
      return client
    },
  }
}

let template: Promise<string> | undefined

function ensureTemplate(): Promise<string> {
  template ??= makeTemplate()
  return template
}

/** Built under another name: a run that dies half-way must not leave a template that looks finished. */
async function makeTemplate(): Promise<string> {
  const name = `hilo_template_${await schemaHash()}`
  await asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    const draft = newName()
    const { migrator } = await createRoles(testAdminUrl(), draft, PASSWORDS)
    await migrate(migrator, ROLES)
    await admin.query(`alter database ${draft} rename to ${name}`)
  })
  return name
}

/**
 * Whatever the schema and the grants are made from: a server that outlives a run never serves an old
 * template.
 */
async function schemaHash(): Promise<string> {
  const names = (await readdir(SQL)).sort()
  const texts = await Promise.all(
    [...names.map((name) => new URL(name, SQL)), MIGRATE].map((url) => readFile(url)),
  )
  return createHash('sha256').update(Buffer.concat(texts)).digest('hex').slice(0, 12)
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: testAdminUrl() })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function newName(): string {
  return `hilo_test_${randomBytes(6).toString('hex')}`
}

/** Without a role: the superuser's. */
function urlOf(name: string, role?: keyof RoleUrls): string {
  const url = new URL(testAdminUrl())
  url.pathname = `/${name}`
  if (role) {
    url.username = `hilo_${role}`
    url.password = PASSWORDS[role]
  }
  return url.toString()
}
