import { AppError, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { SECRETS_NAME, type StoredSettings } from './ai-tool.ts'

const LIST = statement('select id, name, settings, revision from ai_tool where org_id = $1 order by name')
const OPEN = statement(`
  select id, name, settings, revision, sealed from ai_tool where org_id = $1 and id = $2`)
const OPEN_NAMED = statement(`
  select id, name, settings, revision, sealed from ai_tool where org_id = $1 and name = $2`)

/** A tool as it is offered: without its secrets. */
export type Tool = { id: Id; name: string; revision: number; settings: StoredSettings; code?: never }
/** As it is called: the secrets are in the clear, so it is kept no longer than the call takes. */
export type OpenTool = Tool & { secrets: Readonly<Record<string, string>> }

type Row = Omit<Tool, 'settings'> & { settings: Buffer }
type SealedRow = Row & { sealed: Buffer | null }

/** The tools that may be used in an inbox; null: in all of them. */
export async function toolsOf(tx: OrgTx, inboxId: Id | null): Promise<Tool[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  const tools = rows.map((row) => ({ ...row, settings: decode<StoredSettings>(row.settings) }))
  return tools.filter(({ settings: { isEnabled, inboxIds } }) => {
    return isEnabled && (inboxIds === null || (inboxId !== null && inboxIds.includes(inboxId)))
  })
}

/** A tool that may be used now, with its secrets; null: it was changed, removed or switched off since. */
export async function openTool(
  tx: OrgTx,
  keys: Keys,
  { toolId, revision }: { toolId: Id; revision: number },
): Promise<OpenTool | null> {
  const { rows } = await tx.query<SealedRow>(OPEN, [tx.orgId, toolId])
  const [row] = rows
  if (!row || row.revision !== revision) return null
  const tool = opened(tx, keys, row)
  return tool.settings.isEnabled ? tool : null
}

/** A tool as it is saved, also one that is switched off. @throws AppError `not_found` */
export async function openSavedTool(tx: OrgTx, keys: Keys, name: string): Promise<OpenTool> {
  const { rows } = await tx.query<SealedRow>(OPEN_NAMED, [tx.orgId, name])
  if (!rows[0]) throw new AppError('not_found', 'There is no such tool: save it first.')
  return opened(tx, keys, rows[0])
}

function opened(tx: OrgTx, keys: Keys, { id, name, revision, settings, sealed }: SealedRow): OpenTool {
  const place = { orgId: tx.orgId, ownerId: id, name: SECRETS_NAME }
  const secrets = sealed ? (JSON.parse(keys.unsealSecret(place, sealed)) as OpenTool['secrets']) : {}
  return { id, name, revision, settings: decode<StoredSettings>(settings), secrets }
}
