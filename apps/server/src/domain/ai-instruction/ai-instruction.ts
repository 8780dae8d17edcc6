import {
  type AiInstruction,
  AppError,
  type Id,
  type InstructionPlace,
  type InstructionVersion,
  type InstructionWords,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { requireInbox } from '../inbox/require-inbox.ts'

const ACTOR = actorSql('v')
const STATE = 'version, published_version as "publishedVersion", revision'
const GET = statement(`select ${STATE} from ai_instruction where org_id = $1 and id = $2`)
const LOCK = statement(`select ${STATE} from ai_instruction where org_id = $1 and id = $2 for update`)

export const VERSION_COLUMNS = `
  v.version, v.words, v.created_at as "createdAt", v.first_published_at as "firstPublishedAt", ${ACTOR.columns}`
export const VERSION_FROM = `ai_instruction_version v ${ACTOR.joins}`
const VERSIONS = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  where v.org_id = $1 and v.instruction_id = $2 and v.version = any ($3::int[])`)

export type InstructionState = { version: number; publishedVersion: number | null; revision: number }
export type VersionRow = ActorRow & {
  version: number
  words: Buffer
  createdAt: Date
  firstPublishedAt: Date | null
}

const UNWRITTEN: InstructionState = { version: 0, publishedVersion: null, revision: 0 }

export function toVersion(row: VersionRow): InstructionVersion {
  return {
    version: row.version,
    words: decode<InstructionWords>(row.words),
    by: toActor(row),
    createdAt: row.createdAt.toISOString(),
    firstPublishedAt: row.firstPublishedAt?.toISOString() ?? null,
  }
}

/** Under which id those of a place are kept. @throws AppError `not_found` when the org has no such inbox */
export async function instructionIdOf(tx: OrgTx, place: InstructionPlace): Promise<Id> {
  if (place === 'org') return tx.orgId
  await requireInbox(tx, place)
  return place
}

/** As they are written, and as they hold. @throws AppError `not_found` */
export async function getInstruction(tx: OrgTx, place: InstructionPlace): Promise<AiInstruction> {
  const id = await instructionIdOf(tx, place)
  const { rows } = await tx.query<InstructionState>(GET, [tx.orgId, id])
  const { version, publishedVersion, revision } = rows[0] ?? UNWRITTEN
  const versions = await versionsOf(tx, id, [version, publishedVersion ?? 0])
  return {
    inboxId: place === 'org' ? null : place,
    revision,
    newest: versions.get(version) ?? null,
    published: publishedVersion === null ? null : (versions.get(publishedVersion) ?? null),
  }
}

/**
 * Two members who change them at once follow one another. Before anything was written there is nothing to
 * lock: then the row that both insert decides.
 *
 * @throws AppError `conflict` when somebody else changed them since the caller read them
 */
export async function lockInstruction(tx: OrgTx, id: Id, expect: number): Promise<InstructionState> {
  const { rows } = await tx.query<InstructionState>(LOCK, [tx.orgId, id])
  const state = rows[0] ?? UNWRITTEN
  if (state.revision !== expect) throw overtaken()
  return state
}

export function overtaken(): AppError {
  return new AppError('conflict', 'Somebody else changed these instructions meanwhile: load them again.')
}

async function versionsOf(
  tx: OrgTx,
  id: Id,
  versions: number[],
): Promise<ReadonlyMap<number, InstructionVersion>> {
  const { rows } = await tx.query<VersionRow>(VERSIONS, [tx.orgId, id, versions])
  return new Map(rows.map((row) => [row.version, toVersion(row)]))
}
