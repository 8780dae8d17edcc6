import type { AnswerTrace, Id } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const TRACES = statement('select id, trace from ai_answer where org_id = $1 and id = any ($2)')

type Piece = Pick<AnswerTrace['candidates'][number], 'articleId' | 'version'>
type Trace = Partial<Pick<AnswerTrace, 'candidates'>>

/** @returns tells whether an answer was sought in this version of an article then */
export async function readLookedAt(
  tx: OrgTx,
  answerIds: readonly Id[],
): Promise<(answerId: Id, piece: Piece) => boolean> {
  if (answerIds.length === 0) return () => false
  const { rows } = await tx.query<{ id: Id; trace: Buffer }>(TRACES, [tx.orgId, answerIds])
  const traces = rows.map(({ id, trace }) => [id, decodeOrNull<Trace>(trace)?.candidates ?? []] as const)
  const byId = new Map(traces)
  return (answerId, { articleId, version }) =>
    (byId.get(answerId) ?? []).some((one) => one.articleId === articleId && one.version === version)
}
