import type { Id, Source, SourceSettings } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { refuse } from '../issue/refuse.ts'
import { planNext } from './import.ts'
import { keepInternal } from './keep-internal.ts'
import { getSource, lockSource } from './source.ts'

const CHANGE = statement('update source set settings = $3 where org_id = $1 and id = $2')
// What a page says would be the same, and what is made of it another.
const FORGET_MARKS = statement(`
  update source_page set etag = null, last_modified = null where org_id = $1 and source_id = $2`)

/**
 * Changes what is taken from a source and when; it holds from the next import on. What is for members only
 * from now on answers no contact any more once the transaction is committed.
 *
 * @throws AppError `not_found`; `invalid_request` for limits of a site that is none, and the other way round.
 */
export async function changeSource(tx: OrgTx, id: Id, settings: SourceSettings): Promise<Source> {
  const { origin, settings: before } = await lockSource(tx, id)
  checkFits(origin, settings)
  await tx.query(CHANGE, [tx.orgId, id, encode({ ...before, ...settings })])
  const isTakenOtherwise = before.language !== settings.language || before.audience !== settings.audience
  if (isTakenOtherwise) await tx.query(FORGET_MARKS, [tx.orgId, id])
  if (settings.audience === 'internal') await keepInternal(tx, id)
  if (before.schedule !== settings.schedule) await planNext(tx, id, settings.schedule)
  return getSource(tx, id)
}

/** @throws AppError `invalid_request` */
export function checkFits(origin: Source['origin'], { site, schedule }: SourceSettings): void {
  if ((origin === 'site') !== (site !== null)) {
    refuse(
      'site',
      'A site has limits, and nothing else has.',
      'Un sitio tiene límites, y nada más los tiene.',
    )
  }
  if (origin === 'file' && schedule !== 'none') {
    refuse(
      'schedule',
      'A file is read when it is uploaded: choose never.',
      'Un archivo se lee cuando se sube: elige nunca.',
    )
  }
}
