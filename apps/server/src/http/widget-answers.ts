import type { Id, Rating, WidgetServerFrame } from '@hilo/protocol'
import { citedArticle } from '../domain/ai-answer/cited-article.ts'
import { rateAnswer } from '../domain/ai-answer/rate.ts'
import type { HttpContext } from './context.ts'

/** A visitor's own conversation: nobody asks for another's. */
type Visiting = { context: Pick<HttpContext, 'db' | 'bus' | 'keys'>; orgId: Id; conversationId: Id }

/** An article that an answer to the visitor cites. */
export async function readCited(
  { context, orgId, conversationId }: Visiting,
  { messageId, articleId }: { messageId: Id; articleId: Id },
): Promise<WidgetServerFrame> {
  const asked = { conversationId, messageId, articleId }
  const article = await context.db.withOrg(orgId, (tx) => citedArticle(tx, context.keys, asked))
  return { type: 'article', articleId, article }
}

/** Keeps whether an answer helped the visitor. @throws AppError `not_found` */
export async function rateAsContact(
  { context, orgId, conversationId }: Visiting,
  { messageId, rating }: { messageId: Id; rating: Rating | null },
): Promise<void> {
  const rate = { conversationId, messageId, by: null, rating, why: null }
  const { version } = await context.db.withOrg(orgId, (tx) => rateAnswer(tx, rate))
  context.bus.publish({ type: 'conversation', orgId, conversationId, version })
}
