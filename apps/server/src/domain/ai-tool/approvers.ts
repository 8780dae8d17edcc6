import { AppError, type Id, type Issue, type Role, type ToolApprovers } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { issueAt } from '../issue/refuse.ts'

const SETTINGS = statement(`
  select settings from ai_tool where org_id = $1 and id = $2
  union all select settings from backend_tool where org_id = $1 and id = $2`)
const ROLE = statement('select role from member where org_id = $1 and id = $2')
const NAMES = statement('select name from member where org_id = $1 and id = any ($2::uuid[]) order by name')

/** Who may approve what a tool with these settings asks for; null: any agent. */
export function approversOf(settings: Buffer | null): ToolApprovers | null {
  const { approvers } = settings ? decode<{ approvers?: ToolApprovers }>(settings) : {}
  return !approvers || approvers.who === 'agents' ? null : approvers
}

/**
 * That a member may approve what a tool asks for, as the tool says now. For an API key its maker counts.
 *
 * @throws AppError `not_allowed`, with who may
 */
export async function requireApprover(
  tx: OrgTx,
  { toolId, memberId }: { toolId: Id; memberId: Id },
): Promise<void> {
  const { rows } = await tx.query<{ settings: Buffer }>(SETTINGS, [tx.orgId, toolId])
  const approvers = approversOf(rows[0]?.settings ?? null)
  if (!approvers) return
  const { rows: members } = await tx.query<{ role: Role }>(ROLE, [tx.orgId, memberId])
  const role = members[0]?.role
  if (role === 'owner') return
  if (approvers.who === 'admins') {
    if (role === 'admin') return
    throw new AppError('not_allowed', 'Only an admin or the owner may decide this: ask one of them.')
  }
  if (approvers.memberIds.includes(memberId)) return
  const { rows: named } = await tx.query<{ name: string }>(NAMES, [tx.orgId, approvers.memberIds])
  const who = [...named.map(({ name }) => name), 'the owner'].join(' or ')
  throw new AppError('not_allowed', `Only ${who} may decide this: ask them.`)
}

/** A member of another org is none. */
export async function checkApprovers(tx: OrgTx, approvers: ToolApprovers | undefined): Promise<Issue[]> {
  const wanted = new Set(approvers?.memberIds)
  if (wanted.size === 0) return []
  const { rowCount } = await tx.query(NAMES, [tx.orgId, [...wanted]])
  if (rowCount === wanted.size) return []
  return [
    issueAt(
      'approvers',
      'One of those who are named is no member any more: name others.',
      'Alguien de los nombrados ya no es miembro: nombra a otros.',
    ),
  ]
}
