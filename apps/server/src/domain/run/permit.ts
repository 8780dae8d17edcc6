import { createHash } from 'node:crypto'
import {
  answerTextOf,
  type ChannelType,
  type Content,
  type Id,
  type Purpose,
  previewOf,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { changePermission } from '../permission/change.ts'
import type { ClaimedRun } from './run.ts'

// The message that the code took last before the call, or else the last that says something.
const SAID = statement(`
  with heard as (
    select value from journal
    where org_id = $1 and run_id = $2 and kind in ('answer', 'interrupt')
      and (generation < $3 or generation = $3 and position < $4)
    order by generation desc, position desc limit 1
  )
  select c.contact_id as "contactId", i.channel, (select value from heard) as heard, m.id as "lastId"
  from run r
  join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
  join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  left join message m on m.org_id = c.org_id and m.conversation_id = c.id and m.seq = c.last_in_seq
  where r.org_id = $1 and r.id = $2`)
const WORDS = statement('select content from message where org_id = $1 and id = $2')
const KNOWN = statement('select 1 from permission where org_id = $1 and message_id = $2 and purpose = $3')

export type Permit = {
  kind: 'opt_in' | 'opt_out'
  purpose: Purpose
  position: string
  /** The words that were agreed to, and how the author calls them. */
  text: string
  version: string | null
}

/**
 * Writes into the ledger what a contact allowed or took back, as code understood it: with their message as
 * evidence, the words that they agreed to, and which wording that was.
 */
export async function permit(tx: OrgTx, run: ClaimedRun, permitted: Permit): Promise<void> {
  const { kind, purpose, position, text, version } = permitted
  const { rows } = await tx.query<Said>(SAID, [tx.orgId, run.id, run.generation, position])
  const [said] = rows
  if (!said) return
  const heard = said.heard && decode<{ messageId?: Id } | null>(said.heard)?.messageId
  const messageId = heard ?? said.lastId
  const words = messageId && (await wordsOf(tx, messageId))
  // One message may say two things of one purpose; the words stand in the evidence in any case.
  const isTaken = messageId && (await tx.query(KNOWN, [tx.orgId, messageId, purpose])).rows.length > 0
  await changePermission(tx, {
    ...{ contactId: said.contactId, channel: said.channel, purposes: [purpose], kind, source: 'backend' },
    evidence: [text, words && `— ${words}`].filter(Boolean).join('\n'),
    textVersion: version ?? (text === '' ? null : versionOf(text)),
    messageId: isTaken ? null : messageId,
  })
}

type Said = { contactId: Id; channel: ChannelType; heard: Buffer | null; lastId: Id | null }

async function wordsOf(tx: OrgTx, messageId: Id): Promise<string | null> {
  const { rows } = await tx.query<{ content: Buffer }>(WORDS, [tx.orgId, messageId])
  const content = rows[0] && decode<Content>(rows[0].content)
  return content ? answerTextOf(content) || previewOf(content) : null
}

/** The same words have the same one. */
function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
