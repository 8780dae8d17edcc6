import { z } from 'zod'
import {
  Article,
  ArticleFilter,
  ArticleKind,
  ArticleSummary,
  ArticleVersion,
  ArticleWords,
  NewQuestion,
  QUESTIONS_MAX,
  TOGETHER_MAX,
} from '../article.ts'
import { contract } from '../contract.ts'
import { ClientId } from '../conversation.ts'
import { Id } from '../id.ts'

const params = z.object({ articleId: Id })
const Version = z.number().int().min(1).max(2_147_483_647)
/** The revision that the caller read: who was overtaken is told, and overwrites nothing. */
const expect = z.number().int().min(1).max(2_147_483_647)
/** Letters outside of the alphabet take six bytes each in JSON. */
const bodyMaxBytes = 2 * 1_048_576

/** `next` of the page before. */
const after = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z_[0-9a-f-]{36}$/)
  .refine((text) => isPlace(text), 'must be what the page before called next')
  .optional()
/** Where the next page begins; null at the end. */
const next = z.string().nullable()

export const listArticles = contract({
  method: 'GET',
  path: '/v1/articles',
  summary: 'List the articles, the one that changed last first',
  permission: 'knowledge:read',
  query: z.strictObject({
    ...ArticleFilter.shape,
    kind: ArticleKind.optional(),
    /** Whether the newest version has answered once. */
    hasAnswered: z.enum(['true', 'false']).optional(),
    /** Only those that were taken from this source. */
    sourceId: Id.optional(),
    after,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  returns: z.object({ articles: z.array(ArticleSummary), next }),
  errors: ['invalid_request'],
})

export const listQuestions = contract({
  method: 'GET',
  path: '/v1/questions',
  summary: 'List questions with their answers, the one that changed last first',
  permission: 'knowledge:read',
  query: z.strictObject({
    ...ArticleFilter.shape,
    after,
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  returns: z.object({ articles: z.array(Article), next }),
  errors: ['invalid_request'],
})

export const createQuestions = contract({
  method: 'POST',
  path: '/v1/questions',
  summary:
    'Write many questions with their answers, all or none; asked twice with the same client id they are one',
  permission: 'knowledge:write',
  body: z.strictObject({
    clientId: ClientId,
    language: ArticleWords.shape.language,
    audience: ArticleWords.shape.audience,
    /** Whether they answer from now on. */
    isPublished: z.boolean(),
    questions: z.array(NewQuestion).min(1).max(QUESTIONS_MAX),
  }),
  bodyMaxBytes: 4 * 1_048_576,
  returns: z.object({ articles: z.array(Article) }),
  errors: ['invalid_request', 'conflict'],
})

function isPlace(text: string): boolean {
  const [at, id] = text.split('_')
  return !Number.isNaN(Date.parse(at ?? '')) && Id.safeParse(id).success
}

export const createArticle = contract({
  method: 'POST',
  path: '/v1/articles',
  summary: 'Write an article that answers nobody yet; asked twice with the same client id it is one',
  permission: 'knowledge:write',
  body: z.strictObject({
    ...ArticleWords.shape,
    clientId: ClientId,
    kind: ArticleKind,
    /** The article that says the same in another language. */
    variantOf: Id.optional(),
  }),
  bodyMaxBytes,
  returns: Article,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const getArticle = contract({
  method: 'GET',
  path: '/v1/articles/:articleId',
  summary: 'Read an article with its newest version',
  permission: 'knowledge:read',
  params,
  returns: Article,
  errors: ['not_found'],
})

export const updateArticle = contract({
  method: 'PUT',
  path: '/v1/articles/:articleId',
  summary: 'Rewrite an article; what is published goes on answering until the next version is',
  permission: 'knowledge:write',
  params,
  body: z.strictObject({ ...ArticleWords.shape, expect }),
  bodyMaxBytes,
  returns: Article,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const publishArticle = contract({
  method: 'PUT',
  path: '/v1/articles/:articleId/published',
  summary: 'Let a version of an article answer from now on, or none',
  permission: 'knowledge:write',
  params,
  body: z.strictObject({
    /** Null: it answers no more. */
    version: Version.nullable(),
    expect,
  }),
  returns: Article,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const publishTogether = contract({
  method: 'POST',
  path: '/v1/articles/published',
  summary: 'Let the newest versions of articles answer from now on, all of them or none',
  permission: 'knowledge:write',
  body: z.strictObject({
    articles: z
      .array(z.strictObject({ articleId: Id, expect }))
      .min(1)
      .max(TOGETHER_MAX),
  }),
  returns: z.object({ articles: z.array(Article) }),
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const followArticle = contract({
  method: 'POST',
  path: '/v1/articles/:articleId/followed',
  summary: 'Say that an article says what the one says that it was written from, as that is now',
  permission: 'knowledge:write',
  params,
  returns: Article,
  errors: ['not_found'],
})

export const deleteArticle = contract({
  method: 'DELETE',
  path: '/v1/articles/:articleId',
  summary: 'Delete an article; what quoted it can still be opened',
  permission: 'knowledge:write',
  params,
  returns: z.object({ isDeleted: z.literal(true) }),
  errors: ['not_found'],
})

export const listArticleVersions = contract({
  method: 'GET',
  path: '/v1/articles/:articleId/versions',
  summary: 'List the last hundred versions of an article, the newest first',
  permission: 'knowledge:read',
  params,
  returns: z.object({ versions: z.array(ArticleVersion) }),
  errors: ['not_found'],
})

export const getArticleVersion = contract({
  method: 'GET',
  path: '/v1/articles/:articleId/version',
  summary: 'Read a version as it was, also of an article that was deleted',
  permission: 'knowledge:read',
  params,
  query: z.strictObject({ version: z.coerce.number().pipe(Version) }),
  returns: ArticleVersion,
  errors: ['invalid_request', 'not_found'],
})
