import type pg from 'pg'
import { OBJECT_RULES } from './object-rules.ts'
import { sqlText } from './planes.ts'
import { ROLE_RULES } from './role-rules.ts'
import { RULE_SOURCES } from './rule.ts'
import { TABLE_RULES } from './table-rules.ts'

export const RULES = [...TABLE_RULES, ...OBJECT_RULES, ...ROLE_RULES]

export type Finding = { rule: string; sinner: string }

const ASK = `with ${RULE_SOURCES} ${RULES.map(
  ({ title, sinners }) => `select ${sqlText(title)} as rule, s.sinner::text from (${sinners}) as s (sinner)`,
).join('\nunion all\n')}`

/** Everything in this database that breaks a rule of isolation; nothing, when all is well. */
export async function findingsOf(admin: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await admin.query<Finding>({ name: 'isolation findings', text: ASK })
  return rows
}
