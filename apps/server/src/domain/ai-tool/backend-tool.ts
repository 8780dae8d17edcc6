import { isDeepStrictEqual } from 'node:util'
import {
  AppError,
  type BackendManifest,
  type BackendTool,
  type BackendToolSettings,
  type DeclaredTool,
  type Id,
  type Issue,
  newId,
} from '@hilo/protocol'
import { decode, decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorIds, type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { backendIdOf } from '../backend/backend.ts'
import { changeSetup } from '../evaluation/after-setup.ts'
import { issueAt, refuse, refuseAll } from '../issue/refuse.ts'
import { checkApprovers } from './approvers.ts'
import { checkAssurance } from './check.ts'
import { checkInboxes } from './check-inboxes.ts'
import { type StoredUse, stricter } from './code-tool.ts'

/** What the active versions of micro-backends declare for AI, and what the org lets it use of that. */

const actor = actorSql('t')
const VERSIONS = statement(`
  select b.id, b.name, left(v.hash, 8) as version, v.manifest
  from backend b left join backend_version v on v.org_id = b.org_id and v.id = b.active_version_id
  where b.org_id = $1 order by b.name`)
const USES = statement(`
  select t.id, t.backend_id as "backendId", t.name, t.settings, t.revision, t.changed_at as "changedAt",
    ${actor.columns}
  from backend_tool t ${actor.joins} where t.org_id = $1 order by t.name`)
const ADD = statement(`
  insert into backend_tool (org_id, id, backend_id, name, settings, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (org_id, backend_id, name) do nothing`)
const CHANGE = statement(`
  update backend_tool set settings = $4, member_id = $5, api_key_id = $6, revision = revision + 1,
    changed_at = now()
  where org_id = $1 and backend_id = $2 and name = $3 and revision = $7`)
const REMOVE = statement('delete from backend_tool where org_id = $1 and backend_id = $2 and name = $3')

type VersionRow = { id: Id; name: string; version: string | null; manifest: Buffer | null }
type UseRow = ActorRow & {
  id: Id
  backendId: Id
  name: string
  settings: Buffer
  revision: number
  changedAt: Date
}

const COMPARED = ['title', 'description', 'input', 'confirm', 'reads'] as const

/** All that is declared or was switched on, by backend and name. */
export async function listBackendTools(tx: OrgTx): Promise<BackendTool[]> {
  const { rows: versions } = await tx.query<VersionRow>(VERSIONS, [tx.orgId])
  const { rows: uses } = await tx.query<UseRow>(USES, [tx.orgId])
  return versions.flatMap(({ id, name: backend, version, manifest }) => {
    const { tools = [] } = decodeOrNull<BackendManifest>(manifest) ?? {}
    const own = uses.filter(({ backendId }) => backendId === id)
    const names = [...new Set([...tools, ...own].map(({ name }) => name))].sort()
    return names.map((name) => {
      const declared = tools.find((tool) => tool.name === name) ?? null
      return {
        backend,
        name,
        version,
        declared,
        ...usedAs(
          declared,
          own.find((use) => use.name === name),
        ),
      }
    })
  })
}

type UsedAs = Omit<BackendTool, 'backend' | 'name' | 'version' | 'declared'>

function usedAs(declared: DeclaredTool | null, use: UseRow | undefined): UsedAs {
  if (!use) {
    const none = {
      id: null,
      settings: null,
      revision: 0,
      seenVersion: null,
      changedAt: null,
      changedBy: null,
    }
    return { ...none, changed: [] }
  }
  const { seen, ...settings } = decode<StoredUse>(use.settings)
  return {
    ...{ id: use.id, settings, revision: use.revision, seenVersion: seen.version },
    changed: declared
      ? COMPARED.filter((field) => !isDeepStrictEqual(declared[field], seen.tool[field]))
      : [],
    ...{ changedAt: use.changedAt.toISOString(), changedBy: toActor(use) },
  }
}

type Named = { backend: string; name: string }
type Put = Named & { settings: BackendToolSettings; expect: number; actor: ActorIds; canMail: boolean }

/**
 * Says how AI may use what the active version declares, which was looked at by that.
 *
 * @throws AppError `not_found`; `invalid_request` when it asks for less than the code does, or it is declared
 * no more; `conflict` when somebody else changed it since
 */
export async function putBackendTool(
  tx: OrgTx,
  { backend, name, settings, expect, actor, canMail }: Put,
): Promise<BackendTool[]> {
  const backendId = await backendIdOf(tx, backend)
  const known = (await listBackendTools(tx)).find((tool) => tool.backend === backend && tool.name === name)
  if (!known) throw noTool()
  const { declared, version } = known
  if (!declared || version === null)
    return refuse(
      'name',
      'The active version of the micro-backend has this tool no more.',
      'La versión activa del micro-backend ya no tiene esta herramienta.',
    )
  refuseAll([
    ...checkStrict(declared, settings),
    ...checkAssurance(settings, { canMail }),
    ...(await checkInboxes(tx, settings.inboxIds ?? [])),
    ...(await checkApprovers(tx, settings.approvers)),
  ])
  const stored = encode({ ...settings, seen: { version, tool: declared } } satisfies StoredUse)
  const [at, by] = [
    [tx.orgId, backendId, name],
    [actor.memberId, actor.apiKeyId],
  ]
  const { rowCount } = await changeSetup(tx, 'tools', () =>
    expect === 0
      ? tx.query(ADD, [tx.orgId, newId(), backendId, name, stored, ...by])
      : tx.query(CHANGE, [...at, stored, ...by, expect]),
  )
  if (rowCount === 0)
    throw new AppError('conflict', 'Somebody else changed this tool meanwhile: load it again.')
  return listBackendTools(tx)
}

function checkStrict({ confirm }: DeclaredTool, { confirmation }: BackendToolSettings): Issue[] {
  if (stricter(confirm, confirmation) === confirmation) return []
  return [
    issueAt(
      'confirmation',
      `Its code asks for more (${confirm}): choose that.`,
      `Su código pide más (${confirm}): elige eso.`,
    ),
  ]
}

/** Takes it back. What it did stays. @throws AppError `not_found` */
export async function removeBackendTool(tx: OrgTx, { backend, name }: Named): Promise<BackendTool[]> {
  const backendId = await backendIdOf(tx, backend)
  const { rowCount } = await changeSetup(tx, 'tools', () => tx.query(REMOVE, [tx.orgId, backendId, name]))
  if (rowCount === 0) throw noTool()
  return listBackendTools(tx)
}

function noTool(): AppError {
  return new AppError('not_found', 'This micro-backend has no such tool.')
}
