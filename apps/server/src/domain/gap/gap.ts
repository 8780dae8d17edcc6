import { openRedactor, SECRET_KINDS } from '@hilo/ai'
import type { HandoffReason, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** A question of a contact that AI did not answer, or not well. */
export type OpenQuestion = {
  answerId: Id
  conversationId: Id
  reason: HandoffReason | null
  language: string
  /** What the contact wrote before it. */
  readSeq: number
  /** Without secrets and addresses: it is shown to become an article. */
  text: string
  askedAt: Date
  /** Of the questions in it those, from 1, that were decided about. */
  decided: number[]
}

/** What members decide about an open question is written down by what it is about. */
export type ReviewKind = 'gap' | 'suggestion'

// The knowledge lacks what these asked for; with the others people may have said it all the same.
const GAP_REASONS: readonly HandoffReason[] = [
  ...(['no_evidence', 'model_declined', 'low_confidence', 'verify_failed'] as const),
]
const REASONS: Record<ReviewKind, readonly HandoffReason[]> = {
  gap: GAP_REASONS,
  suggestion: [...GAP_REASONS, 'user_asked', 'repeated_question', 'negative_feedback', 'upset'],
}

const openWithout = (review: string, decided = "'{}'::int[]") =>
  statement(`
  select a.id as "answerId", a.conversation_id as "conversationId", a.reason, a.language,
         a.read_seq as "readSeq", a.question, a.created_at as "askedAt", ${decided} as decided
  from ai_answer a
  where a.org_id = $1 and a.created_at > now() - interval '90 days'
    and (a.reason = any ($2) or a.action = 'suggest' and a.reason is distinct from 'off_topic')
    and not exists (${review})
  order by a.created_at desc, a.id desc limit $3`)

const OF_GAP = "from answer_review r where r.org_id = a.org_id and r.answer_id = a.id and r.kind = 'gap'"
const OPEN: Record<ReviewKind, ReturnType<typeof statement>> = {
  gap: openWithout(`select ${OF_GAP} and r.parts = '{}'`, `array(select unnest(r.parts) ${OF_GAP})`),
  // Who decided has seen all that was said until then: what was asked before is not proposed in its place.
  suggestion: openWithout(`
    select from ai_answer o join answer_review r on r.org_id = o.org_id and r.answer_id = o.id
    where o.org_id = a.org_id and o.conversation_id = a.conversation_id and r.kind = 'suggestion'
      and r.decided_at >= a.created_at`),
}

type Row = Omit<OpenQuestion, 'text'> & { question: Buffer }

/** What AI left to people in the last 90 days and nobody has decided about, the newest first. */
export async function listOpenQuestions(
  tx: OrgTx,
  { kind, limit }: { kind: ReviewKind; limit: number },
): Promise<OpenQuestion[]> {
  const { rows } = await tx.query<Row>(OPEN[kind], [tx.orgId, REASONS[kind], limit])
  const open = rows.map(({ question, ...row }) => ({
    ...row,
    text: withoutSecrets(decode<string>(question)),
  }))
  // Who asked has taken it back.
  return open.filter(({ text }) => text !== '')
}

/** What is written into articles names no contact: their addresses and secrets are left out. */
export function withoutSecrets(text: string): string {
  return openRedactor({ kinds: SECRET_KINDS }).redact(text)
}
