import { type Address, type ChannelType, type ContentOf, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import type { Status } from '../delivery/apply-statuses.ts'
import type { EarlySend } from '../delivery/find-seen.ts'

export type MediaKind = ContentOf<'media'>['kind']

/** What became of a tag, for the conversations that had it `at` that time. */
export type Retagging = {
  actor: ActorIds
  type: 'tagged' | 'untagged'
  data: Record<string, unknown>
  at: string
}

/** Up to where a contact has received or read a thread. */
type SeenMark = {
  contact: readonly Address[]
  upTo: { at: string } | { externalId: string }
  status: 'delivered' | 'read'
}

/** Work that is done after the transaction, at least once, with retries. */
export type Job =
  /** `conversationId`: whose contact it is, for platforms that mark threads; older jobs have none. */
  | { kind: 'mark_read'; inboxId: Id; conversationId?: Id; externalId: string; typing: boolean }
  /** Asks the platform for the name of a new contact. */
  | { kind: 'fetch_profile'; inboxId: Id; conversationId: Id }
  | { kind: 'forget_log' }
  /** Fetches a contact's file from the platform. */
  | { kind: 'fetch_media'; inboxId: Id; mediaId: Id; externalId: string; mediaKind: MediaKind }
  /** Puts a contact's file into words; the job has the file's own id. */
  | { kind: 'write_words'; mediaId: Id }
  /** Removes the bytes of a file whose row is `gone`. */
  | { kind: 'forget_media'; mediaId: Id }
  /** Removes a file that nobody sent. */
  | { kind: 'remove_unsent'; mediaId: Id }
  /** Removes a picture that no version of an article has. */
  | { kind: 'remove_picture'; pictureId: Id }
  /** Reads the templates of an inbox from the platform. */
  | { kind: 'sync_templates'; inboxId: Id }
  /** Looks after the token of an inbox: refreshes it, or asks until when it is good. */
  | { kind: 'keep_token'; inboxId: Id }
  /** Deletes what the platform gave of an inbox that was disconnected. */
  | { kind: 'forget_platform'; inboxId: Id }
  /** Goes on with a broadcast; the job has the broadcast's own id. */
  | { kind: 'send_broadcast'; broadcastId: Id }
  /** Asks the org's knowledge what it can answer; an org has one such job. */
  | { kind: 'calibrate_knowledge' }
  /** Places chunks that have no vector, and tries what that is good for; an org has one such job. */
  | { kind: 'place_chunks' }
  /** Brings the chunks of an org to the terms of this version; an org has one such job. */
  | { kind: 'index_chunks' }
  /** Makes contacts known to the search that are not yet. */
  | { kind: 'index_contacts' }
  /** Goes on with an evaluation; the job has the evaluation's own id. */
  | { kind: 'evaluate'; evaluationId: Id }
  /** Begins one of a set, because something was published; the job has the set's own id. */
  | { kind: 'begin_evaluation'; setId: Id }
  /**
   * Has the conversations that had a tag say what became of it, one change after the other; the job has the
   * tag's own id. `after`: the last conversation that has been told of the first; null: none has.
   */
  | { kind: 'retag'; changes: readonly Retagging[]; after: Id | null }
  /** Hands a mail to the mail server; the job has the mail's own id. */
  | { kind: 'send_mail' }
  /** Lets AI answer what a contact wrote; the job has the conversation's own id. */
  | { kind: 'answer' }
  /** Has a model say in short what came before a hand-over of AI. */
  | { kind: 'summarise'; conversationId: Id; answerId: Id }
  /** Reads a source from the beginning or goes on with it; the job has the source's own id. */
  | { kind: 'import_source'; sourceId: Id }
  /** Publishes all that waited of a source; the job has the publication's own id. */
  | { kind: 'publish_source'; publicationId: Id }
  /** Removes the bytes of an uploaded file, unless a source has it. */
  | { kind: 'forget_source_file'; fileId: Id }
  /** Applies a status that came before the platform had said by which id it took what it is of: one of `sends`. */
  | { kind: 'mark_status'; inboxId: Id; status: Status; sends: readonly Id[] }
  /** Marks what was seen before the platform had said by which id it took it: among `sends`. */
  | { kind: 'mark_seen'; inboxId: Id; channel: ChannelType; seen: SeenMark; sends: readonly EarlySend[] }
  /** Rates by a reaction that came before the platform had said by which id it took what it is on. */
  | { kind: 'rate_reaction'; inboxId: Id; targetExternalId: string }
  /** Ends what people took under this epoch, once nobody has written for so long. */
  | { kind: 'hand_back'; conversationId: Id; epoch: number; afterSilenceMs: number }

const ADD = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  values ($1, $2, $3, $4, now() + $5::float8 * interval '1 millisecond')`)

/** Queues a job, due at once or in so many ms: it runs if and only if the transaction is committed. */
export async function enqueue(tx: OrgTx, job: Job, inMs = 0): Promise<void> {
  await tx.query(ADD, [tx.orgId, newId(), job.kind, encode(job), inMs])
}
