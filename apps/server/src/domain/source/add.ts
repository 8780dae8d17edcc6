import { type Id, newId, SOURCES_MAX, type Source } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { conflict } from '../issue/refuse.ts'
import { startImport } from './import.ts'
import { getSource, type ReadSource, type StoredSettings } from './source.ts'

const COUNT = statement(
  "select count(*)::int as count from source where org_id = $1 and origin <> 'hand' and deleted_at is null",
)
const ADD = statement(`
  insert into source (org_id, id, kind, name, origin, client_id, settings, file_id)
  values ($1, $2, 'page', $3, $4, $5, $6, $7)
  on conflict (org_id, client_id) where client_id is not null do nothing`)
const KNOWN = statement(`
  select id, deleted_at is not null as "isDeleted" from source where org_id = $1 and client_id = $2`)

export type NewSource = Pick<ReadSource, 'origin' | 'fileId'> & { clientId: string; settings: StoredSettings }

/**
 * Adds a source and begins to read it. Asked twice with the same client id it is one, as it was first.
 *
 * @throws AppError `conflict` when there are too many, or the one with this client id was deleted since.
 */
export async function addSource(
  tx: OrgTx,
  { origin, clientId, settings, fileId }: NewSource,
): Promise<Source> {
  await checkRoom(tx)
  const id = newId()
  const { rowCount } = await tx.query(ADD, [
    ...[tx.orgId, id, id, origin, clientId, encode(settings), fileId],
  ])
  if (rowCount === 1) {
    await startImport(tx, id)
    return getSource(tx, id)
  }
  const { rows } = await tx.query<{ id: Id; isDeleted: boolean }>(KNOWN, [tx.orgId, clientId])
  if (rows[0]?.isDeleted)
    throw conflict(
      [],
      'This source was deleted: add it as a new one.',
      'Esta fuente se eliminó: agrégala como una nueva.',
    )
  return getSource(tx, rows[0]?.id ?? id)
}

async function checkRoom(tx: OrgTx): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId])
  if ((rows[0]?.count ?? 0) < SOURCES_MAX) return
  throw conflict(
    [],
    `There are ${SOURCES_MAX} sources already. Delete one that is not needed.`,
    `Ya hay ${SOURCES_MAX} fuentes. Elimina una que no haga falta.`,
  )
}
