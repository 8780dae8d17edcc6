import { AppError } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { changeSetup } from '../evaluation/after-setup.ts'
import { conflict } from '../issue/refuse.ts'
import { plantPlacing } from './plant.ts'

const FIND = statement(`
  select kind, embedding_model as model, is_enabled as "isEnabled" from ai_provider
  where org_id = $1 and name = $2 for update`)
// All of them at once: of two who choose, the later one holds, and never both.
const CHOOSE = statement(`
  update ai_provider set is_placing = name is not distinct from $2::text where org_id = $1`)

type Choice = { provider: string | null; installationModel: string | null }
type Found = { kind: string; model: string | null; isEnabled: boolean }

/**
 * Lets one provider place what the org knows, or none. All published articles are sent to it then, and what
 * another one has placed is forgotten. `installationModel`: what the operator has set, if anything.
 *
 * @throws AppError `not_found`; `conflict` when the provider is off, or has no model for it.
 */
export function chooseProvider(tx: OrgTx, choice: Choice): Promise<void> {
  return changeSetup(tx, 'providers', () => choose(tx, choice))
}

async function choose(tx: OrgTx, { provider, installationModel }: Choice): Promise<void> {
  if (provider !== null) await requirePlacing(tx, provider, installationModel)
  await tx.query(CHOOSE, [tx.orgId, provider])
  await plantPlacing(tx)
}

async function requirePlacing(tx: OrgTx, name: string, installationModel: string | null): Promise<void> {
  const { rows } = await tx.query<Found>(FIND, [tx.orgId, name])
  const [found] = rows
  if (!found) throw new AppError('not_found', 'There is no such provider.')
  if (!found.isEnabled) throw providerIsOff()
  const model = found.model ?? (found.kind === 'installation' ? installationModel : null)
  if (model === null) throw placesNothing()
}

export function providerIsOff(): AppError {
  return conflict(
    [],
    'The provider is off: turn it on first.',
    'El proveedor está apagado: enciéndelo antes.',
  )
}

export function placesNothing(): AppError {
  return conflict(
    [],
    'The provider has no model for embeddings: set one on it first.',
    'El proveedor no tiene un modelo para la búsqueda por significado: ponle uno antes.',
  )
}
