import { AppError } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const COUNT = statement('select count(*)::int as count from article where org_id = $1 and deleted_at is null')

/** Whether one more may be written. Transactions side by side do not see what the other writes. */
export async function hasRoom(tx: OrgTx, articlesMax: number): Promise<boolean> {
  return (await countArticles(tx)) < articlesMax
}

/**
 * Writes articles, and takes back all of it when the org has more than it may afterwards. Where nothing is
 * added, because it was asked twice, nothing is refused. The org may pass the limit by what is written at the
 * same moment: nobody waits for anybody else for that.
 *
 * @throws AppError `conflict`
 */
export async function inRoom<T>(tx: OrgTx, articlesMax: number, write: () => Promise<T>): Promise<T> {
  const before = await countArticles(tx)
  const written = await write()
  const after = await countArticles(tx)
  if (after > before && after > articlesMax) throw refusalOf(before, articlesMax)
  return written
}

async function countArticles(tx: OrgTx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId])
  return rows[0]?.count ?? 0
}

function refusalOf(count: number, articlesMax: number): AppError {
  const message =
    `An organization has at most ${articlesMax} articles and questions, and this one has ${count}. ` +
    'Delete some that are not needed, or ask the operator to raise HILO_ARTICLES.'
  const messageEs =
    `Una organización tiene como máximo ${articlesMax} artículos y preguntas, y esta tiene ${count}. ` +
    'Hay que eliminar los que sobran, o pedir al operador que suba HILO_ARTICLES.'
  return new AppError('conflict', message, { issues: [{ path: [], message, messageEs }] })
}
