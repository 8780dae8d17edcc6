import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type RoleUrls = { migrator: string; app: string; ingress: string }

/** Passwords are kept by the caller, beside the data, readable by the owner only. */
export type RolePasswords = { migrator: string; app: string; ingress: string }

export function newRolePasswords(): RolePasswords {
  const password = () => randomBytes(24).toString('base64url')
  return { migrator: password(), app: password(), ingress: password() }
}

/**
 * Creates the database and its login roles on a server we administer (the embedded one, or a test's). The migrator
 * owns the schema; the app and the ingress role own nothing and cannot bypass row-level security. Safe to repeat.
 */
export async function createRoles(
  adminUrl: string,
  database: string,
  passwords: RolePasswords,
): Promise<RoleUrls> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const role of ['migrator', 'app', 'ingress'] as const) {
      await createRole(client, `hilo_${role}`, passwords[role])
    }
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (!rowCount)
      await client.query(`create database ${client.escapeIdentifier(database)} owner hilo_migrator`)
  } finally {
    await client.end()
  }
  return {
    migrator: urlFor(adminUrl, database, 'hilo_migrator', passwords.migrator),
    app: urlFor(adminUrl, database, 'hilo_app', passwords.app),
    ingress: urlFor(adminUrl, database, 'hilo_ingress', passwords.ingress),
  }
}

async function createRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = rowCount ? 'alter' : 'create'
  const rights = 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'
  await client.query(`${verb} role ${role} ${rights} password ${client.escapeLiteral(password)}`)
}

function urlFor(adminUrl: string, database: string, user: string, password: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  url.username = user
  url.password = password
  return url.toString()
}

/**
 * Why this role must not run the server, or null when it may. A role that could see every org's rows would make
 * every policy worthless without any test noticing.
 */
export async function refuseRole(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{
      name: string
      super: boolean
      bypass: boolean
      owns: string | null
    }>(
      `select r.rolname as name, r.rolsuper as super, r.rolbypassrls as bypass,
              (select min(c.relname) from pg_class c
               where c.relnamespace = 'public'::regnamespace and pg_has_role(r.oid, c.relowner, 'member')) as owns
       from pg_roles r where r.rolname = current_user`,
    )
    const [role] = rows
    if (!role) return 'The database does not know its own login role.'
    if (role.super)
      return `The database role ${role.name} is a superuser. Give the server a plain login role.`
    if (role.bypass)
      return `The database role ${role.name} may bypass row-level security. Take bypassrls from it.`
    if (role.owns)
      return `The database role ${role.name} owns the table ${role.owns}. Let another role migrate.`
    return null
  } finally {
    await client.end()
  }
}
