import type pg from 'pg'
import { OBJECT_RULES } from './object-rules.ts'
import { sqlText } from './planes.ts'
import { ROLE_RULES } from './role-rules.ts'
import { RULE_SOURCES } from './rule.ts'
import { TABLE_RULES } from './table-rules.ts'

export const RULES = [...TABLE_RULES, ...OBJECT_RULES, ...ROLE_RULES]

export type Finding = { rule: string; sinner: string }

/** Everything in this database that breaks these rules of isolation (all of them, when none is named). */
export async function findingsOf(admin: pg.ClientBase, titles?: readonly string[]): Promise<Finding[]> {
  const rules = RULES.filter(({ title }) => titles?.includes(title) ?? true)
  const { rows } = await admin.query<Finding>({
    name: titles ? undefined : 'isolation findings',
    text: `with ${RULE_SOURCES} ${rules.map(asQuery).join('\nunion all\n')}`,
  })
  return rows
}

function asQuery({ title, sinners }: (typeof RULES)[number]): string {
  return `select ${sqlText(title)} as rule, s.sinner::text from (${sinners}) as s (sinner)`
}
