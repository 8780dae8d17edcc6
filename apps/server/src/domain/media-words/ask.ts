import { AppError, type Content, type Id, isId, type MessageItem } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAiMedia } from '../ai-media/ai-media.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { Job } from '../job/enqueue.ts'
import { getMessage } from '../message/timeline.ts'
import { isWorded, WORDS_OF_KIND, type WordedKind } from './media-words.ts'

const FIND = statement(`
  select m.content, f.status as "fileStatus", w.status as "wordsStatus"
  from message m
  left join media f on f.org_id = m.org_id and f.message_id = m.id
  left join media_words w on w.org_id = f.org_id and w.media_id = f.id
  where m.org_id = $1 and m.conversation_id = $2 and m.id = $3 and m.direction = 'in'`)
const ASK = statement(`
  insert into media_words (org_id, media_id, conversation_id, kind, status, member_id)
  values ($1, $2, $3, $4, 'due', $5)
  on conflict (org_id, media_id) do update
  set status = 'due', failure = null, member_id = excluded.member_id, settled_at = null`)
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at) values ($1, $2, $3, $4, now())
  on conflict (org_id, id) do update set attempts = 0, due_at = now()`)
const SHOW = statement(`
  with conv as (
    update conversation set version = version + 1 where org_id = $1 and id = $2 returning version
  )
  update message m set media_version = conv.version from conv where m.org_id = $1 and m.id = $3`)

type Row = {
  content: Buffer
  fileStatus: 'due' | 'stored' | 'failed' | 'gone' | null
  wordsStatus: 'due' | 'done' | 'failed' | null
}
type Ask = { conversationId: Id; messageId: Id; memberId: Id | null }

/**
 * Has the file of a contact's message put into words because a member wants it. What is there already, or
 * under way, stays as it is; what failed is tried again.
 *
 * @throws AppError `not_found`; `conflict` when it cannot be done, with what to do
 */
export async function askForWords(
  tx: OrgTx,
  { conversationId, messageId, memberId }: Ask,
): Promise<MessageItem> {
  const lock = lockConversation(tx.orgId, conversationId)
  await tx.query(lock.statement, lock.values)
  const { rows } = await tx.query<Row>(FIND, [tx.orgId, conversationId, messageId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such message of the contact in this conversation.')
  const { mediaId, kind } = fileIn(decode<Content>(row.content))
  if (row.fileStatus !== 'stored') {
    throw new AppError('conflict', 'This file is not here, so nothing can be read from it.')
  }
  const { voice, pictures } = await readAiMedia(tx)
  if ((kind === 'audio' ? voice : pictures).mode === 'off') {
    throw new AppError('conflict', 'Nobody is chosen who could do this. Whoever sets up AI can choose one.')
  }
  if (row.wordsStatus === null || row.wordsStatus === 'failed') {
    const job: Job = { kind: 'write_words', mediaId }
    await tx.query(ASK, [tx.orgId, mediaId, conversationId, WORDS_OF_KIND[kind], memberId])
    await tx.query(PLANT, [tx.orgId, mediaId, job.kind, encode(job)])
    await tx.query(SHOW, [tx.orgId, conversationId, messageId])
  }
  return getMessage(tx, messageId)
}

function fileIn(content: Content): { mediaId: Id; kind: WordedKind } {
  if (content.type === 'media' && isWorded(content.kind) && isId(content.mediaId)) {
    return { mediaId: content.mediaId, kind: content.kind }
  }
  throw new AppError('conflict', 'Only a voice note or a picture can be put into words.')
}
