import type { BackendManifest, BackendToolSettings, DeclaredTool, Id, ToolConfirmation } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { StoredSettings } from './ai-tool.ts'
import type { Tool } from './open.ts'

const LIST = statement(`
  select t.id, t.name, t.settings, t.revision, b.name as backend, v.id as "versionId", v.manifest
  from backend_tool t
  join backend b on b.org_id = t.org_id and b.id = t.backend_id
  join backend_version v on v.org_id = b.org_id and v.id = b.active_version_id and v.paused_at is null
  where t.org_id = $1 order by b.name, t.name`)
const OPEN = statement(`
  select t.name, t.settings, b.config from backend_tool t
  join backend b on b.org_id = t.org_id and b.id = t.backend_id
  where t.org_id = $1 and t.id = $2 and t.revision = $3`)

const DECLARED = statement(`
  select b.id as "backendId", v.id as "versionId", left(v.hash, 8) as version, v.manifest, b.config, o.locale,
    o.time_zone as "timeZone", t.settings
  from backend b
  join org o on o.id = b.org_id
  join backend_version v on v.org_id = b.org_id and v.id = b.active_version_id and v.paused_at is null
  left join backend_tool t on t.org_id = b.org_id and t.backend_id = b.id and t.name = $3
  where b.org_id = $1 and b.name = $2`)

/** What the org set, and what it looked at then. */
export type StoredUse = BackendToolSettings & { seen: { version: string; tool: DeclaredTool } }

/** A tool that the code of a micro-backend does, as it is offered. */
export type CodeTool = {
  id: Id
  /** As the model calls it. */
  name: string
  revision: number
  settings: Pick<StoredSettings, 'title' | 'description' | 'confirmation' | 'assurance' | 'callsPerHour'>
  code: { name: string; versionId: Id; input: DeclaredTool['input']; reads: boolean }
}
export type OfferedTool = Tool | CodeTool

const NAME_MAX = 64
const STRICTNESS = ['none', 'contact', 'member'] as const satisfies readonly ToolConfirmation[]

/** Of two who have to agree, who is harder to get. */
export function stricter(one: ToolConfirmation, other: ToolConfirmation): ToolConfirmation {
  return STRICTNESS[Math.max(STRICTNESS.indexOf(one), STRICTNESS.indexOf(other))] ?? 'member'
}

/** Whether it only looks something up, so that it may be done again. */
export function isRead(tool: OfferedTool): boolean {
  return tool.code ? tool.code.reads : tool.settings.method === 'GET'
}

type Row = {
  id: Id
  name: string
  settings: Buffer
  revision: number
  backend: string
  versionId: Id
  manifest: Buffer
}

/**
 * The tools of active versions that may be used in an inbox; null: in all of them. Each has a name of its
 * own, also beside `taken`: who comes second is named with its backend.
 */
export async function codeToolsOf(
  tx: OrgTx,
  inboxId: Id | null,
  taken: readonly string[],
): Promise<CodeTool[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  const names = new Set(taken)
  return rows.flatMap((row) => {
    const { isEnabled, inboxIds, confirmation, assurance, callsPerHour } = decode<StoredUse>(row.settings)
    const { tools = [] } = decode<BackendManifest>(row.manifest)
    const declared = tools.find(({ name }) => name === row.name)
    const isHere = inboxIds === null || (inboxId !== null && inboxIds.includes(inboxId))
    if (!declared || !isEnabled || !isHere) return []
    const name = names.has(row.name) ? `${row.backend}_${row.name}`.slice(0, NAME_MAX) : row.name
    if (names.has(name)) return []
    names.add(name)
    const { title, description, input, reads, confirm } = declared
    const settings = { title, description, assurance, callsPerHour }
    return {
      ...{ id: row.id, name, revision: row.revision },
      settings: { ...settings, confirmation: stricter(confirmation, confirm) },
      code: { name: row.name, versionId: row.versionId, input, reads },
    }
  })
}

/** A tool that may be run now; null: it was changed, removed or switched off since. */
export async function openCodeTool(
  tx: OrgTx,
  { toolId, revision }: { toolId: Id; revision: number },
): Promise<{ name: string; config: unknown; settings: Pick<StoredUse, 'assurance'> } | null> {
  const { rows } = await tx.query<{ name: string; settings: Buffer; config: Buffer }>(OPEN, [
    ...[tx.orgId, toolId, revision],
  ])
  const [row] = rows
  if (!row) return null
  const settings = decode<StoredUse>(row.settings)
  return settings.isEnabled ? { name: row.name, config: decode(row.config), settings } : null
}

/** A tool as the active version declares it, whether it was switched on or not. */
export type DeclaredCode = {
  declared: DeclaredTool
  backendId: Id
  versionId: Id
  version: string
  config: unknown
  confirmation: ToolConfirmation
  locale: string
  timeZone: string
}

type DeclaredRow = Pick<DeclaredCode, 'backendId' | 'versionId' | 'version' | 'locale' | 'timeZone'> & {
  manifest: Buffer
  config: Buffer
  settings: Buffer | null
}

/** Null: no active version that runs declares it. */
export async function openDeclaredCode(
  tx: OrgTx,
  { backend, name }: { backend: string; name: string },
): Promise<DeclaredCode | null> {
  const { rows } = await tx.query<DeclaredRow>(DECLARED, [tx.orgId, backend, name])
  const [row] = rows
  if (!row) return null
  const { manifest, config, settings, ...at } = row
  const declared = decode<BackendManifest>(manifest).tools?.find((tool) => tool.name === name)
  if (!declared) return null
  const confirmation = settings ? decode<StoredUse>(settings).confirmation : declared.confirm
  return { ...at, declared, config: decode(config), confirmation: stricter(confirmation, declared.confirm) }
}
