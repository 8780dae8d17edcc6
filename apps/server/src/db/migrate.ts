import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const FOLDER = new URL('./sql/', import.meta.url)
const LOCK = 7_243_001

/** The login roles that the server works as; the migrator gives them exactly what they need. */
export type Roles = { app: string; ingress: string }

/**
 * Brings the schema up to date and renews the grants. Safe to call from several processes at once: one of
 * them works, the others wait. A migration that was changed after it ran is refused.
 */
export async function migrate(migratorUrl: string, roles: Roles): Promise<string[]> {
  const client = new pg.Client({ connectionString: migratorUrl, application_name: 'hilo-migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      `create table if not exists migration (
         name text primary key, hash text not null, applied_at timestamptz not null default now())`,
    )
    const applied = await applyAll(client)
    await grant(client, roles)
    await plantStatistics(client)
    return applied
  } finally {
    await client.end()
  }
}

async function applyAll(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migration')
  const known = new Map(rows.map(({ name, hash }) => [name, hash]))
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const applied: string[] = []
  for (const name of names) {
    const text = await readFile(new URL(name, FOLDER), 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    const before = known.get(name)
    if (before === hash) continue
    if (before) throw new Error(`Migration ${name} was changed after it ran. Add a new one instead.`)
    await client.query('begin')
    await client.query(text)
    await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
    applied.push(name)
  }
  return applied
}

const ALL_ROWS = 'select, insert, update, delete'
const INGRESS_TABLES = ['webhook_event', 'webhook_pending', 'webhook_quarantine']

/**
 * Tables of the global plane that the server only reads, or reads and writes. The rest of `public` is org
 * plane.
 */
const GLOBAL_GRANTS: Record<string, string> = {
  org: 'select, insert, update',
  meta_app: 'select, insert, update',
  directory: ALL_ROWS,
  installation_models: 'select, insert, update',
  deletion_request: 'select, insert',
  deletion_part: 'select, insert, update',
  login_org: ALL_ROWS,
  node: ALL_ROWS,
}

async function grant(client: pg.Client, roles: Roles): Promise<void> {
  const app = client.escapeIdentifier(roles.app)
  const ingress = client.escapeIdentifier(roles.ingress)
  const { rows } = await client.query<{ table: string }>(
    `select c.relname as "table" from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'`,
  )
  const statements = [
    `grant usage on schema public, auth to ${app}`,
    `grant usage on schema public to ${ingress}`,
  ]
  for (const { table } of rows) {
    const name = client.escapeIdentifier(table)
    // Taken away first: an installation may have given the ingress a role of its own since the last start.
    statements.push(`revoke all on ${name} from ${app}, ${ingress}`)
    if (INGRESS_TABLES.includes(table)) statements.push(`grant ${ALL_ROWS} on ${name} to ${ingress}`)
    else statements.push(`grant ${GLOBAL_GRANTS[table] ?? ALL_ROWS} on ${name} to ${app}`)
  }
  statements.push(`grant ${ALL_ROWS} on all tables in schema auth to ${app}`)
  statements.push(`grant execute on function due(uuid[], int) to ${app}`)
  await client.query(`begin; ${statements.join(';\n')}; commit`)
}

const PLANT = `
  select pg_restore_attribute_stats('schemaname', 'public', 'relname', c.relname::text, 'attname',
    a.attname::text,
    'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 2::real)
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
    and a.attname in ('org_id', 'inbox_id', 'status')
    and not exists (select from pg_stats s where s.schemaname = 'public' and s.tablename = c.relname)`

/**
 * Tells the planner, before there is a row, that `org_id` alone finds half a table. Without it every index
 * that begins with `org_id` looks the same while the tables are empty, and the plan made then is used while
 * they fill. The first `analyze` replaces it. PostgreSQL before 18 cannot be told; there the first `analyze`
 * mends it.
 */
async function plantStatistics(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  )
  if ((rows[0]?.version ?? 0) >= 180_000) await client.query(PLANT)
}
