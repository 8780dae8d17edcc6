import type { Article, api, ContractBody } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getArticle } from './article.ts'
import { createArticle } from './create.ts'
import { publishFirst } from './publish.ts'

/**
 * Writes many questions with their answers, each an article of its own. Asked twice with the same client id
 * they are the ones that were written first, as they are now.
 *
 * @throws AppError `conflict` when one of them was deleted since.
 */
export async function createQuestions(
  tx: OrgTx,
  actor: ActorIds,
  { clientId, language, audience, isPublished, questions }: ContractBody<typeof api.createQuestions>,
): Promise<Article[]> {
  const articles: Article[] = []
  for (const [at, { question, answer, alternates }] of questions.entries()) {
    const words = { language, audience, title: question, body: answer, alternates }
    articles.push(await createArticle(tx, actor, { ...words, kind: 'faq', clientId: `${clientId}:${at}` }))
  }
  if (!isPublished) return articles
  await publishFirst(
    tx,
    actor,
    articles.filter(isUntouched).map(({ id }) => id),
  )
  const published: Article[] = []
  for (const { id } of articles) published.push(await getArticle(tx, id))
  return published
}

/** One that was written earlier may have been published, changed or taken back meanwhile: it stays so. */
function isUntouched({ revision, publishedVersion }: Article): boolean {
  return revision === 1 && publishedVersion === null
}
