import { openRedactor, SECRET_KINDS } from '@hilo/ai'
import type { HandoffReason, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** A question of a contact for which AI found too little. */
export type Miss = {
  answerId: Id
  conversationId: Id
  reason: HandoffReason | null
  language: string
  /** What the contact wrote before it. */
  readSeq: number
  /** Without secrets and addresses: it is shown to become an article. */
  text: string
  askedAt: Date
}

/** What members decide about a miss is written down by what it is about. */
export type ReviewKind = 'gap' | 'suggestion'

const MISSES = statement(`
  select a.id as "answerId", a.conversation_id as "conversationId", a.reason, a.language,
         a.read_seq as "readSeq", a.question, a.created_at as "askedAt"
  from ai_answer a
  where a.org_id = $1 and a.created_at > now() - interval '90 days'
    and (a.reason in ('no_evidence', 'model_declined', 'low_confidence') 
         or a.action = 'suggest' and a.reason is distinct from 'off_topic')
    and not exists (
      select 1 from answer_review r where r.org_id = a.org_id and r.answer_id = a.id and r.kind = $2)
  order by a.created_at desc, a.id desc limit $3`)

type Row = Omit<Miss, 'text'> & { question: Buffer }

/** What was found too little for in the last 90 days and nobody has decided about, the newest first. */
export async function listMisses(
  tx: OrgTx,
  { kind, limit }: { kind: ReviewKind; limit: number },
): Promise<Miss[]> {
  const { rows } = await tx.query<Row>(MISSES, [tx.orgId, kind, limit])
  const misses = rows.map(({ question, ...miss }) => ({
    ...miss,
    text: withoutSecrets(decode<string>(question)),
  }))
  // Who asked has taken it back.
  return misses.filter(({ text }) => text !== '')
}

/** What is written into articles names no contact: their addresses and secrets are left out. */
export function withoutSecrets(text: string): string {
  return openRedactor({ kinds: SECRET_KINDS }).redact(text)
}
