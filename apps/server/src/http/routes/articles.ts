import { api } from '@hilo/protocol'
import { getArticle, getVersion } from '../../domain/article/article.ts'
import { createArticle } from '../../domain/article/create.ts'
import { createQuestions } from '../../domain/article/create-questions.ts'
import { listArticles, listQuestions, listVersions } from '../../domain/article/list.ts'
import { deleteArticle, publishArticle, publishTogether } from '../../domain/article/publish.ts'
import { inRoom } from '../../domain/article/room.ts'
import { updateArticle } from '../../domain/article/update.ts'
import { followFirst } from '../../domain/article-variant/follow.ts'
import { type Route, route } from '../route.ts'

export const articleRoutes: Route[] = [
  route(api.listArticles, ({ query }, { db, orgId }) => db.withOrg(orgId, (tx) => listArticles(tx, query))),

  route(api.listQuestions, ({ query }, { db, orgId }) => db.withOrg(orgId, (tx) => listQuestions(tx, query))),

  route(api.createQuestions, ({ body }, { db, orgId, actor, config: { articlesMax } }) =>
    db.withOrg(orgId, async (tx) => ({
      articles: await inRoom(tx, articlesMax, () => createQuestions(tx, actor, body)),
    })),
  ),

  route(api.createArticle, ({ body }, { db, orgId, actor, config: { articlesMax } }) =>
    db.withOrg(orgId, (tx) => inRoom(tx, articlesMax, () => createArticle(tx, actor, body))),
  ),

  route(api.getArticle, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getArticle(tx, params.articleId)),
  ),

  route(api.updateArticle, ({ params, body: { expect, ...words } }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => updateArticle(tx, actor, { articleId: params.articleId, words, expect })),
  ),

  route(api.publishArticle, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => publishArticle(tx, actor, { ...params, ...body })),
  ),

  route(api.publishTogether, ({ body }, { db, orgId, actor }) =>
    db.withOrg(orgId, async (tx) => ({ articles: await publishTogether(tx, actor, body.articles) })),
  ),

  route(api.followArticle, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => followFirst(tx, params.articleId)),
  ),

  route(api.deleteArticle, async ({ params }, { db, orgId }) => {
    await db.withOrg(orgId, (tx) => deleteArticle(tx, params.articleId))
    return { isDeleted: true as const }
  }),

  route(api.listArticleVersions, async ({ params }, { db, orgId }) => ({
    versions: await db.withOrg(orgId, (tx) => listVersions(tx, params.articleId)),
  })),

  route(api.getArticleVersion, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getVersion(tx, params.articleId, query.version)),
  ),
]
