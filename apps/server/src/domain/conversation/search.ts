import type { Conversation } from '@hilo/protocol'
import { newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { indexContacts } from '../contact/index-contacts.ts'
import { searchContacts } from '../contact/search.ts'
import type { Job } from '../job/enqueue.ts'
import { type Filter, listConversations } from './list.ts'

/** After so many batches a job goes on: who searches gets an answer meanwhile. */
const BATCHES_MAX = 2
const JOB: Job = { kind: 'index_contacts' }
// One is enough; two at once would do each other's work, and no harm.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select $1, $2, $3, $4, now() where not exists (select from job where org_id = $1 and kind = $3)`)

type Found = { conversations: Conversation[]; next: string | null; isIndexing: boolean }

/**
 * A page of the conversations whose contacts a search finds; all of the filter without one. Contacts that are
 * new, or were renamed, are made known to the search first. `isIndexing`: there are too many for that, and
 * older ones are not found yet.
 */
export async function searchConversations(
  tx: OrgTx,
  keys: Keys,
  { search = '', ...filter }: Filter & { search?: string | undefined },
): Promise<Found> {
  if (search === '') return { ...(await listConversations(tx, filter)), isIndexing: false }
  const isIndexing = await catchUp(tx, keys)
  const contactIds = await searchContacts(tx, keys, search)
  if (contactIds.length === 0) return { conversations: [], next: null, isIndexing }
  return { ...(await listConversations(tx, { ...filter, contactIds })), isIndexing }
}

async function catchUp(tx: OrgTx, keys: Keys): Promise<boolean> {
  for (let batch = 0; batch < BATCHES_MAX; batch++) if (!(await indexContacts(tx, keys))) return false
  await tx.query(PLANT, [tx.orgId, newId(), JOB.kind, encode(JOB)])
  return true
}
