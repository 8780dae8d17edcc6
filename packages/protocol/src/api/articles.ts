import { z } from 'zod'
import {
  Article,
  ArticleKind,
  ArticleSummary,
  ArticleVersion,
  ArticleWords,
  Candidate,
  QUESTION_MAX,
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

export const listArticles = contract({
  method: 'GET',
  path: '/v1/articles',
  summary: 'List the articles, the one that changed last first',
  permission: 'knowledge:read',
  query: z.strictObject({
    /** `next` of the page before. */
    after: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z_[0-9a-f-]{36}$/)
      .refine((text) => isPlace(text), 'must be what the page before called next')
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  returns: z.object({
    articles: z.array(ArticleSummary),
    /** Where the next page begins; null at the end. */
    next: z.string().nullable(),
  }),
  errors: ['invalid_request'],
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
  body: z.strictObject({ ...ArticleWords.shape, clientId: ClientId, kind: ArticleKind }),
  bodyMaxBytes,
  returns: Article,
  errors: ['invalid_request', 'conflict'],
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

export const testQuestion = contract({
  method: 'POST',
  path: '/v1/knowledge/question',
  summary: 'See what a question would find, and whether that is enough for an answer',
  permission: 'knowledge:read',
  body: z.strictObject({
    question: z.string().trim().min(1).max(QUESTION_MAX),
    language: ArticleWords.shape.language,
    /** Whether members ask: they find what is internal too. */
    internal: z.boolean(),
  }),
  returns: z.object({
    /** The best first. */
    candidates: z.array(Candidate),
    /** Whether the first is enough for an answer. */
    isEnough: z.boolean(),
    /** From which evidence on it is. */
    threshold: z.number(),
  }),
  errors: ['invalid_request'],
})
