import { type AiTool, type AiToolSettings, AppError, type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { refuse } from '../issue/refuse.ts'
import { listTools, SECRETS_NAME, type StoredSettings } from './ai-tool.ts'
import { requireApprovers } from './approvers.ts'
import { checkAssurance, checkTool } from './check.ts'
import { requireInboxes } from './require-inboxes.ts'

const LOCK = statement(`
  select id, settings, sealed, revision from ai_tool where org_id = $1 and name = $2 for update`)
const COUNT = statement('select count(*)::int as count from ai_tool where org_id = $1')
const ADD = statement(`
  insert into ai_tool (org_id, id, name, settings, sealed, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (org_id, name) do nothing`)
const CHANGE = statement(`
  update ai_tool set settings = $3, sealed = $4, member_id = $5, api_key_id = $6, revision = revision + 1,
    changed_at = now()
  where org_id = $1 and id = $2`)
const REMOVE = statement('delete from ai_tool where org_id = $1 and name = $2 returning id')

type Known = { id: Id; settings: Buffer; sealed: Buffer | null; revision: number }
type Values = Record<string, string>
type Place = {
  keys: Keys
  /** Hosts of this machine that may be reached in development. */
  loopback: readonly string[]
  /** Codes can be sent by mail. */
  canMail: boolean
}
type Put = { name: string; settings: AiToolSettings; expect: number; actor: ActorIds }

const TOOLS_MAX = 50

/**
 * Adds or changes a tool. A secret that is left out stays, but only for hosts that it was given for:
 * otherwise whoever may change the address could have it sent to themselves.
 *
 * @throws AppError `invalid_request`; `conflict` when somebody else changed it since
 */
export async function putTool(
  tx: OrgTx,
  { keys, loopback, canMail }: Place,
  { name, settings, expect, actor }: Put,
): Promise<AiTool> {
  checkTool(settings, loopback)
  checkAssurance(settings, { canMail })
  await requireInboxes(tx, settings.inboxIds ?? [])
  await requireApprovers(tx, settings.approvers)
  const { rows } = await tx.query<Known>(LOCK, [tx.orgId, name])
  const [known] = rows
  if (known && expect === 0) throw taken()
  if ((known?.revision ?? 0) !== expect) throw overtaken()
  if (!known) await refuseMany(tx)
  const id = known?.id ?? newId()
  const place = { orgId: tx.orgId, ownerId: id, name: SECRETS_NAME }
  const before = known?.sealed ? (JSON.parse(keys.unsealSecret(place, known.sealed)) as Values) : {}
  const secrets = secretsOf(settings, before, known ? decode<StoredSettings>(known.settings).hosts : [])
  const sealed = Object.keys(secrets).length > 0 ? keys.sealSecret(place, JSON.stringify(secrets)) : null
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
  const { rows } = await tx.query(REMOVE, [tx.orgId, name])
  if (rows.length === 0) throw new AppError('not_found', 'There is no such tool.')
  return listTools(tx)
}

function secretsOf({ secretHeaders, hosts }: AiToolSettings, before: Values, hostsBefore: string[]): Values {
  const goesElsewhere = hosts.some((host) => !hostsBefore.includes(host))
  const values = secretHeaders.map(({ name, value }, nth): [string, string] => {
    const at = ['secretHeaders', nth, 'value']
    if (value !== undefined) return [name, value]
    const known = before[name]
    if (known === undefined) return refuse(at, 'Write its value.', 'Escribe su valor.')
    if (goesElsewhere)
      refuse(
        at,
        'Write its value again, because it would go to another host.',
        'Vuelve a escribir su valor, porque iría a otro servidor.',
      )
    return [name, known]
  })
  return Object.fromEntries(values)
}

async function refuseMany(tx: OrgTx): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId])
  if ((rows[0]?.count ?? 0) >= TOOLS_MAX)
    refuse(
      'name',
      `There are ${TOOLS_MAX} tools, and no room for more: remove one first.`,
      `Hay ${TOOLS_MAX} herramientas, y no caben más: elimina una antes.`,
    )
}

function taken(): AppError {
  const message = 'There is a tool with that name already: choose another.'
  const messageEs = 'Ya hay una herramienta con ese nombre: elige otro.'
  return new AppError('conflict', message, { issues: [{ path: ['name'], message, messageEs }] })
}

function overtaken(): AppError {
  return new AppError('conflict', 'Somebody else changed this tool meanwhile: load it again.')
}
