import type { ArticleGate, ArticleTry, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { listGatesTogether } from '../evaluation/article-gates.ts'
import { getSource } from '../source/source.ts'
import { areTooMuch, waitingOf } from './waiting.ts'

type Gates = { waiting: number; isTooMuch: boolean; gates: ArticleGate[]; others: ArticleTry[] }

/** What all that waits of a source has to pass before it is published together. @throws AppError `not_found` */
export async function listSourceGates(tx: OrgTx, sourceId: Id): Promise<Gates> {
  await getSource(tx, sourceId)
  const waiting = await waitingOf(tx, sourceId)
  const listed = await listGatesTogether(
    tx,
    waiting.map(({ articleId }) => articleId),
  )
  return { waiting: waiting.length, isTooMuch: areTooMuch(waiting), ...listed }
}
