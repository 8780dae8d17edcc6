import { type AiTool, type AiToolSettings, AppError, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { changeSetup } from '../evaluation/after-setup.ts'
import { refuseAll } from '../issue/refuse.ts'
import { listTools, SECRETS_NAME } from './ai-tool.ts'
import { lockTool, secretsBefore, TAKEN, type ToolPlace, wrongWithTool } from './wrong-with-tool.ts'

const ADD = statement(`
  insert into ai_tool (org_id, id, name, settings, sealed, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (org_id, name) do nothing`)
const CHANGE = statement(`
  update ai_tool set settings = $3, sealed = $4, member_id = $5, api_key_id = $6, revision = revision + 1,
    changed_at = now()
  where org_id = $1 and id = $2`)
const REMOVE = statement('delete from ai_tool where org_id = $1 and name = $2 returning id')

type Values = Record<string, string>
type Put = { name: string; settings: AiToolSettings; expect: number; actor: ActorIds }

/**
 * Adds or changes a tool. A secret that is left out stays, but only for hosts that it was given for:
 * otherwise whoever may change the address could have it sent to themselves.
 *
 * @throws AppError `invalid_request` with all that is wrong; `conflict` when somebody else changed it since
 */
export function putTool(tx: OrgTx, place: ToolPlace, given: Put): Promise<AiTool> {
  return changeSetup(tx, 'tools', () => put(tx, place, given))
}

async function put(tx: OrgTx, place: ToolPlace, { name, settings, expect, actor }: Put): Promise<AiTool> {
  const known = await lockTool(tx, name)
  const isTaken = known !== null && expect === 0
  if (!isTaken && (known?.revision ?? 0) !== expect) throw overtaken()
  const issues = await wrongWithTool(tx, place, { known, settings })
  if (isTaken && issues.length === 0) throw new AppError('conflict', TAKEN.message, { issues: [TAKEN] })
  refuseAll(isTaken ? [...issues, TAKEN] : issues)
  const id = known?.id ?? newId()
  const secrets = secretsOf(settings, secretsBefore(tx, place.keys, known))
  const sealed =
    Object.keys(secrets).length > 0
      ? place.keys.sealSecret({ orgId: tx.orgId, ownerId: id, name: SECRETS_NAME }, JSON.stringify(secrets))
      : null
  const stored = encode({
    ...settings,
    secretHeaders: settings.secretHeaders.map((one) => ({ name: one.name })),
  })
  const by = [actor.memberId, actor.apiKeyId]
  if (known) await tx.query(CHANGE, [tx.orgId, id, stored, sealed, ...by])
  else {
    const { rowCount } = await tx.query(ADD, [tx.orgId, id, name, stored, sealed, ...by])
    if (rowCount === 0) throw overtaken()
  }
  return (await listTools(tx)).find((one) => one.name === name) as AiTool
}

/** Removes a tool and its secrets for good. What it did stays. @throws AppError `not_found` */
export async function removeTool(tx: OrgTx, name: string): Promise<AiTool[]> {
  const { rows } = await changeSetup(tx, 'tools', () => tx.query(REMOVE, [tx.orgId, name]))
  if (rows.length === 0) throw new AppError('not_found', 'There is no such tool.')
  return listTools(tx)
}

/** What is given anew, and of the rest what was there: that each has a value was checked. */
function secretsOf({ secretHeaders }: AiToolSettings, before: Values): Values {
  return Object.fromEntries(secretHeaders.map(({ name, value }) => [name, value ?? (before[name] as string)]))
}

function overtaken(): AppError {
  return new AppError('conflict', 'Somebody else changed this tool meanwhile: load it again.')
}
