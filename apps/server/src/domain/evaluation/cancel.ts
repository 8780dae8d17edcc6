import { AppError, type Evaluation, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { isUnderWay, statusOf } from './evaluation.ts'
import { endEvaluation } from './play.ts'
import { getEvaluation } from './read.ts'

/** What is being played is given up within a second; what was played stays. @throws AppError `not_found`; `conflict` */
export async function cancelEvaluation(tx: OrgTx, id: Id): Promise<Evaluation> {
  const status = await statusOf(tx, id)
  if (status === undefined) throw new AppError('not_found', 'There is no such evaluation.')
  if (status !== 'cancelled' && !isUnderWay(status))
    throw new AppError('conflict', 'This evaluation has ended already.')
  await endEvaluation(tx, id, { status: 'cancelled' })
  return getEvaluation(tx, id)
}
