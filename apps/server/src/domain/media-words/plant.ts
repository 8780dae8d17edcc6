import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Job } from '../job/enqueue.ts'
import { isWorded, WORDS_OF_KIND } from './media-words.ts'

// The file's own id is the job's: there is one. A file that was known already is put into words already. What
// was said before the inbox was connected is left until a member asks.
const PLANT = statement(`
  with wanted as (
    select f.id, f.conversation_id from media f
    join message m on m.org_id = f.org_id and m.id = f.message_id
    join ai_media s on s.org_id = f.org_id and s.mode = 'always'
      and s.kind = case $3 when 'transcript' then 'voice' else 'pictures' end
    where f.org_id = $1 and f.id = $2 and f.status = 'stored' and m.direction = 'in' and m.unsent_at is null
      and m.seq > 0
  ), planned as (
    insert into media_words (org_id, media_id, conversation_id, kind, status)
    select $1, id, conversation_id, $3, 'due' from wanted
    on conflict (org_id, media_id) do nothing returning media_id
  )
  insert into job (org_id, id, kind, payload, due_at) select $1, media_id, $4, $5, now() from planned
  on conflict (org_id, id) do nothing`)

/**
 * The step that has a contact's file put into words, for the transaction that makes its bytes known: where
 * the org wants that by itself. Nothing is planted for other kinds of files.
 */
export function plantWords(orgId: Id, mediaId: Id, mediaKind: string): Step[] {
  if (!isWorded(mediaKind)) return []
  const job: Job = { kind: 'write_words', mediaId }
  return [{ statement: PLANT, values: [orgId, mediaId, WORDS_OF_KIND[mediaKind], job.kind, encode(job)] }]
}
