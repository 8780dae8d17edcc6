import type pg from 'pg'
import { type Aim, type Attack, attacksOn, insertUnderTheKeysOf, type Org } from './attacks.ts'
import type { Table } from './catalog.ts'
import type { Context } from './contexts.ts'
import { APP_ROLE, sqlText } from './planes.ts'
import { quoted } from './seed.ts'

// Runs attacks inside one transaction of the superuser, each as the app's role behind a savepoint. So the
// rows of the others can be compared before anything is undone, and a mutant of the schema can be attacked
// before it is undone.

export type Ground = {
  admin: pg.ClientBase
  tables: readonly Table[]
  orgs: readonly Org[]
  context: Context
}

export type Report = { attempts: number; leaks: Leak[] }
/** `isControl`: the attack did not even work on the attacker's own rows, so it would prove nothing. */
export type Leak = { attack: string; table: string; context: string; what: string; isControl: boolean }

const MALFORMED = '22P02'
const DENIED = '42501'
const FOREIGN_KEY = '23503'

/**
 * Tries everything on a table, or only what is named, as the first org of the ground against each other one;
 * without a right context against each org, its own included.
 */
export async function attackTable(ground: Ground, table: Table, only?: string): Promise<Report> {
  const isMeant = (name: string) => only === undefined || only === name
  const { orgs, context } = ground
  const [self] = orgs as [Org]
  const attacks = attacksOn(table).filter(({ name }) => isMeant(name))
  // What only reads is not looked at afterwards.
  const isLookedAt = isMeant(SAME_KEYS) || attacks.some(({ writes }) => writes)
  const range: Range = { ...ground, before: isLookedAt ? await checksum(ground) : '' }
  const report: Report = { attempts: 0, leaks: [] }
  const note = (attack: string, what: string | null, isControl = false) => {
    report.attempts++
    if (what) report.leaks.push({ attack, table: table.name, context: context.name, what, isControl })
  }
  const victims = orgs.filter((org) => org !== self || !context.isRight)
  for (const attack of attacks) {
    for (const target of victims) note(attack.name, await tryOn(range, attack, { self, target }))
    if (context.isRight) note(attack.name, await tryControl(range, attack, self), true)
  }
  for (const target of isMeant(SAME_KEYS) ? victims.filter((org) => org !== self) : []) {
    note(SAME_KEYS, await tryKeys(range, table, { self, target }))
  }
  return report
}

/** The name under which `insertUnderTheKeysOf` is reported. */
export const SAME_KEYS = 'insert under the same keys'

/** The ground with the checksum of the rows that nobody may change. */
type Range = Ground & { before: string }

async function tryOn(range: Range, attack: Attack, aim: Aim): Promise<string | null> {
  const { count, code, changed } = await attempt(range, attack.statement(aim), attack.writes)
  if (changed) return 'changed rows of another org'
  if (code === null) return count > 0 ? `reached ${count} rows` : null
  const refusals = range.context.isRight ? attack.refusals : [...attack.refusals, MALFORMED]
  return refusals.includes(code) ? null : `failed with ${code}`
}

/** The same statement on the own rows: if it did not work, its failure elsewhere would prove nothing. */
async function tryControl(range: Range, attack: Attack, self: Org): Promise<string | null> {
  const { count, code } = await attempt(range, attack.statement({ self, target: self }), false)
  if (attack.control === 'always_refused')
    return code && attack.refusals.includes(code) ? null : 'was not refused'
  // Rows that others refer to cannot be deleted; that this is the reason shows that they were reached.
  if (attack.name.startsWith('delete') && code === FOREIGN_KEY) return null
  return code === null && count > 0 ? null : `does not work on own rows (${code ?? 'no row'})`
}

async function tryKeys(range: Range, table: Table, aim: Aim): Promise<string | null> {
  const { count, code, changed } = await attempt(range, insertUnderTheKeysOf(table, aim), true)
  if (changed) return 'changed rows of another org'
  if (range.context.isRight) return code === null && count === 1 ? null : `tells that a key exists (${code})`
  return code === DENIED || code === MALFORMED ? null : `was not refused (${code ?? 'no error'})`
}

type Outcome = { count: number; code: string | null; changed: boolean }
type Attempted = { text: string; values?: unknown[] }

async function attempt(range: Range, { text, values }: Attempted, writes: boolean): Promise<Outcome> {
  const { admin, context, before } = range
  await admin.query(`savepoint attempt; set local role ${APP_ROLE}; ${context.set}`)
  const outcome: Outcome = { count: 0, code: null, changed: false }
  try {
    const results = (await admin.query(text, values)) as pg.QueryResult | pg.QueryResult[]
    const last = Array.isArray(results) ? results.at(-1) : results
    outcome.count = last?.rowCount ?? 0
    if (writes) {
      await admin.query('reset role')
      outcome.changed = (await checksum(range)) !== before
    }
  } catch (error) {
    outcome.code = String((error as { code?: string }).code ?? error)
  }
  await admin.query('rollback to attempt; release attempt')
  return outcome
}

/** Over every row of the other orgs in any table: a cascade into another table would show too. */
async function checksum({ admin, tables, orgs, context }: Ground): Promise<string> {
  const others = orgs.slice(context.isRight ? 1 : 0)
  const ids = others.map(({ id }) => sqlText(id)).join(', ')
  const rows = tables.map(
    ({ name }) => `select t::text as line from ${quoted(name)} t where org_id in (${ids})`,
  )
  const lines = rows.join(' union all ')
  const { rows: found } = await admin.query<{ sum: string }>({
    // Planned once, without parameters: planning a union of every table takes longer than reading them.
    name: `checksum of ${others.length} orgs`,
    text: `select md5(coalesce(string_agg(line, '|' order by line), '')) as sum from (${lines})`,
  })
  return found[0]?.sum ?? ''
}
