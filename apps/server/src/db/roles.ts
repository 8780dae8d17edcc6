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
 * Creates the database and its login roles on a server that Hilo administers (the embedded one, or a
 * test's). The migrator owns the schema; the app and the ingress role own nothing and cannot bypass row-
 * level security. Safe to repeat.
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
    migrator: urlFor(adminUrl, database, { user: 'hilo_migrator', password: passwords.migrator }),
    app: urlFor(adminUrl, database, { user: 'hilo_app', password: passwords.app }),
    ingress: urlFor(adminUrl, database, { user: 'hilo_ingress', password: passwords.ingress }),
  }
}

async function createRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = rowCount ? 'alter' : 'create'
  const rights = 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'
  await client.query(`${verb} role ${role} ${rights} password ${client.escapeLiteral(password)}`)
}

function urlFor(
  adminUrl: string,
  database: string,
  { user, password }: { user: string; password: string },
): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  url.username = user
  url.password = password
  return url.toString()
}

/**
 * Why this role must not run the server, or null when it may. A role that could see every org's rows, or
 * become one that can, would make every policy worthless without any test noticing.
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
      `select r.rolname as name, may.super, may.bypass,
              (select min(c.relname) from pg_class c
               where c.relnamespace = 'public'::regnamespace
                 and pg_has_role(r.oid, c.relowner, 'member')) as owns
       from pg_roles r, lateral (
         select bool_or(g.rolsuper) as super, bool_or(g.rolbypassrls) as bypass
         from pg_roles g where pg_has_role(r.oid, g.oid, 'member')) may
       where r.rolname = current_user`,
    )
    const [role] = rows
    if (!role) return 'The database does not know its own login role.'
    if (role.super)
      return `The database role ${role.name} is or can become a superuser. Let the server be a plain role.`
    if (role.bypass)
      return `The database role ${role.name} may bypass row-level security. Take bypassrls from it.`
    if (role.owns)
      return `The database role ${role.name} owns the table ${role.owns}. Let another role migrate.`
    return null
  } finally {
    await client.end()
  }
}
