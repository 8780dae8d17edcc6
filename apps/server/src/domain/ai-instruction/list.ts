import type { api, ContractReturns, Id, InstructionPlace, InstructionPublication } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import {
  instructionIdOf,
  toVersion,
  VERSION_COLUMNS,
  VERSION_FROM,
  type VersionRow,
} from './ai-instruction.ts'

const ACTOR = actorSql('p')
const LIST = statement(`
  select inbox_id as "inboxId", version, published_version as "publishedVersion", changed_at as "changedAt"
  from ai_instruction where org_id = $1 order by inbox_id is not null, changed_at desc limit 1000`)
const VERSIONS = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  where v.org_id = $1 and v.instruction_id = $2 order by v.version desc limit 100`)
const PUBLICATIONS = statement(`
  select p.version, p.created_at as "at", ${ACTOR.columns}
  from ai_instruction_publication p ${ACTOR.joins}
  where p.org_id = $1 and p.instruction_id = $2 order by p.id desc limit 100`)

type ListRow = { inboxId: Id | null; version: number; publishedVersion: number | null; changedAt: Date }

/** For whom instructions are written: the org's first. */
export async function listInstructions(tx: OrgTx): Promise<ContractReturns<typeof api.listAiInstructions>> {
  const { rows } = await tx.query<ListRow>(LIST, [tx.orgId])
  return { instructions: rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })) }
}

/** The last hundred versions and publications, the newest first. @throws AppError `not_found` */
export async function listInstructionVersions(
  tx: OrgTx,
  place: InstructionPlace,
): Promise<ContractReturns<typeof api.listAiInstructionVersions>> {
  const id = await instructionIdOf(tx, place)
  const { rows: versions } = await tx.query<VersionRow>(VERSIONS, [tx.orgId, id])
  return { versions: versions.map(toVersion), publications: await publicationsOf(tx, id) }
}

async function publicationsOf(tx: OrgTx, id: Id): Promise<InstructionPublication[]> {
  type Row = ActorRow & { version: number | null; at: Date }
  const { rows } = await tx.query<Row>(PUBLICATIONS, [tx.orgId, id])
  return rows.map((row) => ({ version: row.version, by: toActor(row), at: row.at.toISOString() }))
}
