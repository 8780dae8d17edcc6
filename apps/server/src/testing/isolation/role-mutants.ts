import type { Mutant } from './mutant.ts'
import { APP_ROLE, INGRESS_ROLE } from './planes.ts'

const GRANTS = 'grants are no wider than they have to be'
const IN_ADVANCE = 'nothing is granted on single columns or in advance'
const CREATE = 'only owners create'
const CALL = "only the app may call a function with its owner's rights"
const PASS = 'roles cannot pass policies'
const SETTINGS = 'roles carry no settings'
const OWNERS = 'owners cannot pass policies either'

/** The rights that policies do not stop. */
const PASSING = new Set(['superuser', 'bypassrls'])

/** Roles with a right, a membership, a property or a setting too many. */
export const ROLE_MUTANTS: Mutant[] = [
  ...[APP_ROLE, INGRESS_ROLE].flatMap((role) => [
    ...['superuser', 'bypassrls', 'createrole', 'createdb', 'replication'].map((right) => ({
      ...{ name: `${role} with ${right}`, sql: `alter role ${role} ${right}`, rule: PASS, sinner: role },
      ...(role === APP_ROLE && PASSING.has(right) ? { found: { table: 'message', by: 'select' } } : {}),
    })),
    {
      name: `${role} in the migrator's role`,
      sql: `grant hilo_migrator to ${role}`,
      ...{ rule: 'roles belong to no other role', sinner: `${role} in hilo_migrator` },
    },
    {
      name: `${role} owns a table`,
      sql: `alter table note owner to ${role}`,
      ...{ rule: 'roles own nothing', sinner: `${role} table note` },
    },
    {
      name: `${role} owns a function`,
      sql: `alter function due(uuid[], int) owner to ${role}`,
      ...{ rule: 'roles own nothing', sinner: `${role} function due` },
    },
    {
      name: `${role} begins in an org`,
      sql: `alter role ${role} set app.org_id = '00000000-0000-0000-0000-000000000000'`,
      ...{ rule: SETTINGS, sinner: role },
    },
    {
      name: `${role} creates`,
      sql: `grant create on schema public to ${role}`,
      ...{ rule: CREATE, sinner: `public to ${role}` },
    },
    {
      name: `${role} makes schemas`,
      sql: `do $$ begin execute format('grant create on database %I to ${role}', current_database()); end $$`,
      ...{ rule: CREATE, sinner: `database to ${role}` },
    },
  ]),
  {
    name: 'the database begins in an org',
    sql: `do $$ begin
      execute format('alter database %I set app.org_id = %L', current_database(), gen_random_uuid()); end $$`,
    ...{ rule: SETTINGS, sinner: 'database' },
  },
  {
    name: 'the app reads raw events',
    sql: `grant select on webhook_event to ${APP_ROLE}`,
    ...{ rule: GRANTS, sinner: `webhook_event to ${APP_ROLE}` },
  },
  {
    name: 'the app rewrites what was migrated',
    sql: `grant update on migration to ${APP_ROLE}`,
    ...{ rule: GRANTS, sinner: `migration to ${APP_ROLE}` },
  },
  {
    name: 'ingress reads sessions',
    sql: `grant select on auth.session to ${INGRESS_ROLE}`,
    ...{ rule: GRANTS, sinner: `session to ${INGRESS_ROLE}` },
  },
  {
    name: 'ingress reads the directory',
    sql: `grant select on directory to ${INGRESS_ROLE}`,
    ...{ rule: GRANTS, sinner: `directory to ${INGRESS_ROLE}` },
  },
  {
    name: 'the app may pass a right on',
    sql: `grant select on message to ${APP_ROLE} with grant option`,
    ...{ rule: GRANTS, sinner: `message to ${APP_ROLE}` },
  },
  {
    name: 'a right on a single column',
    sql: `grant select (body) on webhook_event to ${APP_ROLE}`,
    ...{ rule: IN_ADVANCE, sinner: 'webhook_event.body' },
  },
  {
    name: 'rights on tables to come',
    sql: `alter default privileges in schema public grant all on tables to ${APP_ROLE}`,
    ...{ rule: IN_ADVANCE, sinner: 'future' },
  },
  {
    name: 'everyone may call "due"',
    sql: 'grant execute on function due(uuid[], int) to public',
    ...{ rule: CALL, sinner: 'due' },
  },
  {
    name: 'ingress may call "due"',
    sql: `grant execute on function due(uuid[], int) to ${INGRESS_ROLE}`,
    ...{ rule: CALL, sinner: 'due' },
  },
  {
    name: '"due" belongs to the superuser',
    sql: 'alter function due(uuid[], int) owner to current_user',
    ...{ rule: OWNERS, sinner: 'due' },
  },
  {
    name: 'a table belongs to the superuser',
    sql: 'alter table contact owner to current_user',
    ...{ rule: OWNERS, sinner: 'contact' },
  },
  {
    name: 'the owner of the tables passes policies',
    sql: 'alter role hilo_migrator bypassrls',
    ...{ rule: OWNERS, sinner: 'message' },
  },
]
