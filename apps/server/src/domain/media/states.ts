import type { Id, MediaState } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { wordsOfMedia } from '../media-words/media-words.ts'

const STATES = statement(`
  select id, status, mime_type as "mimeType", size::float8 as size, failure
  from media where org_id = $1 and id = any ($2::uuid[])`)

/** How far these files are. Asks nothing when there are none. */
export async function statesOf(tx: OrgTx, ids: readonly Id[]): Promise<Map<Id, MediaState>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<Omit<MediaState, 'words'> & { id: Id }>(STATES, [tx.orgId, ids])
  const words = await wordsOfMedia(tx, ids)
  return new Map(rows.map(({ id, ...state }) => [id, { ...state, words: words.get(id) ?? null }]))
}
