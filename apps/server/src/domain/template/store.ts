import { type Id, type ListedTemplate, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const PUT = statement(`
  insert into template (org_id, id, inbox_id, external_id, name, language, status, category, quality, reason,
                        definition)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict (org_id, inbox_id, external_id) do update
  set name = excluded.name, language = excluded.language, status = excluded.status,
      category = excluded.category, quality = excluded.quality, reason = excluded.reason,
      definition = excluded.definition, synced_at = now()`)
const FORGET = statement(`
  delete from template where org_id = $1 and inbox_id = $2 and external_id <> all ($3::text[])`)
const SYNCED = statement(`
  update inbox set templates_synced_at = now(), templates_failure = null where org_id = $1 and id = $2`)
const FAILED = statement('update inbox set templates_failure = $3 where org_id = $1 and id = $2')

/** Makes what is known of an inbox's templates what the platform listed. They keep their ids. */
export async function storeTemplates(
  tx: OrgTx,
  inboxId: Id,
  templates: readonly ListedTemplate[],
): Promise<void> {
  for (const template of templates) {
    const { externalId, name, language, status, category, quality, reason, definition } = template
    await tx.query(PUT, [
      ...[tx.orgId, newId(), inboxId, externalId, name, language, status, category, quality, reason],
      encode(definition),
    ])
  }
  await tx.query(FORGET, [tx.orgId, inboxId, templates.map(({ externalId }) => externalId)])
  await tx.query(SYNCED, [tx.orgId, inboxId])
}

/** Keeps why the platform could not be asked; the templates stay as they were known. */
export async function storeSyncFailure(tx: OrgTx, inboxId: Id, reason: string): Promise<void> {
  await tx.query(FAILED, [tx.orgId, inboxId, encode(reason)])
}
