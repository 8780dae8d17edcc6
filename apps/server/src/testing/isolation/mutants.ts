import { SAME_KEYS } from './attempt.ts'
import type { Column, ForeignKey, Key, Table } from './catalog.ts'
import type { Mutant } from './mutant.ts'
import { OBJECT_MUTANTS } from './object-mutants.ts'
import { APP_ROLE, INGRESS_ROLE } from './planes.ts'
import { ROLE_MUTANTS } from './role-mutants.ts'
import { quoted } from './seed.ts'

/** Every law broken once for every table, key and column that it is about. */
export function mutantsOf(tables: readonly Table[]): Mutant[] {
  return [
    ...tables.flatMap((table) => [...policyMutants(table), ...grantMutants(table)]),
    ...tables.flatMap((table) => table.keys.map((key) => keyMutant(table, key))),
    ...tables.flatMap((table) => table.foreignKeys.filter(isWithin).map((key) => linkMutant(table, key))),
    ...tables.flatMap((table) => table.columns.filter(isBytea).map((column) => tagMutant(table, column))),
    ...OBJECT_MUTANTS,
    ...ROLE_MUTANTS,
  ]
}

function policyMutants({ name }: Table): Mutant[] {
  const table = quoted(name)
  const altered = (what: string, change: string): Mutant => ({
    ...{ name: `${name}: ${what}`, sql: `alter policy org on ${table} ${change}`, sinner: name },
    rule: 'the policy of the org says what it has to say',
  })
  const added = (what: string, policy: string): Mutant => ({
    name: `${name}: ${what}`,
    sql: `drop policy if exists ${policy} on ${table};
      create policy ${policy} on ${table} for select using (true)`,
    rule: 'no other policy lets anyone in, but "due" its owner, to look at what that function reads',
    ...{ sinner: `${name}.${policy}`, found: { table: name, by: 'select' } },
  })
  const switched = (right: string, off: string): Mutant => ({
    ...{ name: `${name}: not ${right}`, sql: `alter table ${table} ${off} row level security`, sinner: name },
    rule: `row-level security is ${right}`,
  })
  return [
    { ...altered('no policy', ''), sql: `drop policy org on ${table}`, found: { table: name, by: 'select' } },
    { ...altered('every org reads', `using ${ANY_ORG}`), found: { table: name, by: 'select' } },
    { ...altered('every org writes', `with check ${ANY_ORG}`), found: { table: name, by: 'insert' } },
    { ...altered('no context', 'using (true) with check (true)'), found: { table: name, by: 'take over' } },
    altered('a policy that fails without a context', `using ${EAGER}`),
    added('a second policy', 'more'),
    added('"due" for everyone', 'due'),
    { ...switched('enabled', 'disable'), found: { table: name, by: 'update', everyWay: true } },
    switched('forced', 'no force'),
  ]
}

const ANY_ORG = '(org_id is not null)'

/** Not wrapped in a select: evaluated for each row, and an error where there is no context. */
const EAGER = `(org_id = current_setting('app.org_id')::uuid)`

function grantMutants({ name }: Table): Mutant[] {
  const rule = 'grants are no wider than they have to be'
  const grant = (right: string, role: string): Mutant => ({
    ...{ name: `${name}: ${right} to ${role}`, rule, sinner: `${name} to ${role}` },
    sql: `grant ${right} on ${quoted(name)} to ${role}`,
  })
  return [
    { ...grant('truncate', APP_ROLE), found: { table: name, by: 'truncate' } },
    grant('references', APP_ROLE),
    grant('trigger', APP_ROLE),
    grant('select', INGRESS_ROLE),
    grant('select', 'public'),
  ]
}

/** The key without org_id: two orgs would get into each other's way, and learn of each other by it. */
function keyMutant(table: Table, key: Key): Mutant {
  const name = quoted(table.name)
  const columns = key.columns.filter((column) => column !== 'org_id')
  const without = `(${columns.map(quoted).join(', ')})`
  const predicate = key.definition.match(/ WHERE .*$/)?.[0] ?? ''
  const kind = key.isPrimary ? 'primary key' : 'unique'
  const sql = key.isConstraint
    ? `alter table ${name} drop constraint ${quoted(key.name)} cascade;
       alter table ${name} add constraint ${quoted(key.name)} ${kind} ${without}`
    : `drop index ${quoted(key.name)};
       create unique index ${quoted(key.name)} on ${name} ${without} ${predicate}`
  return {
    ...{ name: `${table.name}: ${key.name} without org_id`, sql },
    ...{ rule: 'every unique key begins with org_id', sinner: `${table.name}.${key.name}` },
    // The ids of an org are its own: a key with a reference in it meets no key of another org. And nobody can
    // give what the database makes of other columns.
    ...(columns.some(isLinked(table)) || !columns.every(isGiven(table))
      ? {}
      : { found: { table: table.name, by: SAME_KEYS } }),
  }
}

function isLinked({ foreignKeys }: Table): (column: string) => boolean {
  const linked = new Set(foreignKeys.flatMap(({ columns }) => columns))
  return (column) => linked.has(column)
}

function isGiven({ columns }: Table): (column: string) => boolean {
  return (column) => columns.some(({ name }) => name === column)
}

/** The foreign key without org_id: a row could refer to a row of another org. */
function linkMutant(table: Table, key: ForeignKey): Mutant {
  const name = quoted(table.name)
  const [columns, targets] = [key.columns, key.targetColumns].map((all) =>
    all.filter((column) => column !== 'org_id').map(quoted),
  )
  return {
    name: `${table.name}: ${key.name} without org_id`,
    sql: `alter table ${name} drop constraint ${quoted(key.name)};
      create unique index on ${quoted(key.target)} (${targets});
      alter table ${name} add constraint ${quoted(key.name)}
        foreign key (${columns}) references ${quoted(key.target)} (${targets})`,
    ...{ rule: 'every foreign key begins with org_id on both sides', sinner: `${table.name}.${key.name}` },
    // A shorter key of the same reference keeps refusing it.
    ...(table.foreignKeys.some((other) => isPartOf(other, key))
      ? {}
      : { found: { table: table.name, by: `insert with ${key.name}`, everyWay: refusesFor(table, key) } }),
  }
}

/** Longer keys of the same reference are broken with it. */
function refusesFor(table: Table, key: ForeignKey): boolean {
  return table.foreignKeys.some((other) => isPartOf(key, other))
}

function isPartOf({ target, columns }: ForeignKey, key: ForeignKey): boolean {
  return (
    target === key.target &&
    columns.length < key.columns.length &&
    columns.every((column) => key.columns.includes(column))
  )
}

function tagMutant(table: Table, column: Column): Mutant {
  return {
    name: `${table.name}.${column.name}: no tag`,
    sql: `comment on column ${quoted(table.name)}.${quoted(column.name)} is null`,
    ...{ rule: 'every bytea column says whether it is personal', sinner: `${table.name}.${column.name}` },
  }
}

function isWithin({ target }: ForeignKey): boolean {
  return target !== 'org'
}

function isBytea({ type }: Column): boolean {
  return type === 'bytea'
}
