import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** What the operator has set for every org that names no model of its own. */
export type InstallationModels = {
  /** Null: OpenAI. */
  baseUrl: string | null
  model: string
  embeddingModel: string | null
}

const READ = statement("select now_set as models from installation_models where name = 'writing'")

/** Null where the operator has set none. */
export async function readInstallation(tx: OrgTx): Promise<InstallationModels | null> {
  const { rows } = await tx.query<{ models: Buffer }>(READ)
  return rows[0] ? decode<InstallationModels | null>(rows[0].models) : null
}
