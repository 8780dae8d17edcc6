import { z } from 'zod'
import { ArticleAudience, ArticleWords } from '../article.ts'
import { contract } from '../contract.ts'
import { ClientId } from '../conversation.ts'
import { ArticleGate, ArticleTry } from '../evaluation.ts'
import { Id } from '../id.ts'
import {
  PageOutcome,
  Source,
  SourceImport,
  SourcePage,
  SourcePublishing,
  SourceSettings,
  SourceUrl,
} from '../source.ts'

const params = z.object({ sourceId: Id })
const filename = z.string().trim().min(1).max(240)

export const listSources = contract({
  method: 'GET',
  path: '/v1/sources',
  summary: 'List the files, pages and sites that knowledge is taken from, the newest first',
  permission: 'knowledge:read',
  returns: z.object({ sources: z.array(Source) }),
  errors: [],
})

export const addSource = contract({
  method: 'POST',
  path: '/v1/sources',
  summary: 'Take knowledge from a page or a site; asked twice with the same client id it is one',
  permission: 'knowledge:write',
  body: z.strictObject({
    ...SourceSettings.shape,
    clientId: ClientId,
    /** The page, or the first page of the site. */
    url: SourceUrl,
  }),
  returns: Source,
  errors: ['invalid_request', 'conflict'],
})

export const addFileSource = contract({
  method: 'POST',
  path: '/v1/sources/files',
  summary: 'Take knowledge from a file; the body is its bytes',
  permission: 'knowledge:write',
  query: z.strictObject({
    filename,
    language: ArticleWords.shape.language.optional(),
    audience: ArticleAudience.default('public'),
    publishing: SourcePublishing.default('at_once'),
    clientId: ClientId,
  }),
  takes: 'bytes',
  returns: Source,
  errors: ['invalid_request', 'conflict'],
})

export const replaceSourceFile = contract({
  method: 'PUT',
  path: '/v1/sources/:sourceId/file',
  summary: 'Read a newer version of a file; what it does not say any more answers no more',
  permission: 'knowledge:write',
  params,
  query: z.strictObject({ filename }),
  takes: 'bytes',
  returns: Source,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const getSource = contract({
  method: 'GET',
  path: '/v1/sources/:sourceId',
  summary: 'Read a source and how its last import went',
  permission: 'knowledge:read',
  params,
  returns: Source,
  errors: ['not_found'],
})

export const changeSource = contract({
  method: 'PUT',
  path: '/v1/sources/:sourceId',
  summary: 'Change a source: from its next import on; that it is for members only, at once',
  permission: 'knowledge:write',
  params,
  body: SourceSettings,
  returns: Source,
  errors: ['invalid_request', 'not_found'],
})

export const deleteSource = contract({
  method: 'DELETE',
  path: '/v1/sources/:sourceId',
  summary: 'Delete a source with its articles; what quoted them can still be opened',
  permission: 'knowledge:write',
  params,
  returns: z.object({ isDeleted: z.literal(true) }),
  errors: ['not_found'],
})

export const startImport = contract({
  method: 'POST',
  path: '/v1/sources/:sourceId/imports',
  summary: 'Read a source again now; only what changed is taken',
  permission: 'knowledge:write',
  params,
  returns: Source,
  errors: ['not_found', 'conflict'],
})

export const cancelImport = contract({
  method: 'DELETE',
  path: '/v1/sources/:sourceId/imports',
  summary: 'Stop the import that runs; what it took stays',
  permission: 'knowledge:write',
  params,
  returns: Source,
  errors: ['not_found', 'conflict'],
})

export const listImports = contract({
  method: 'GET',
  path: '/v1/sources/:sourceId/imports',
  summary: 'List the last twenty imports of a source, the newest first',
  permission: 'knowledge:read',
  params,
  returns: z.object({ imports: z.array(SourceImport) }),
  errors: ['not_found'],
})

export const listSourceGates = contract({
  method: 'GET',
  path: '/v1/sources/:sourceId/gates',
  summary: 'List the test sets that all that waits of a source has to pass before it is published together',
  permission: 'knowledge:read',
  params,
  returns: z.object({
    /** How many articles wait. */
    waiting: z.number().int(),
    /** They are more than can be tried together, so that no set that has to pass can. */
    isTooMuch: z.boolean(),
    gates: z.array(ArticleGate),
    /** The other test sets with a case: none has to pass, and what waits can be tried on each. */
    others: z.array(ArticleTry),
  }),
  errors: ['not_found'],
})

export const publishSource = contract({
  method: 'POST',
  path: '/v1/sources/:sourceId/publications',
  summary:
    'Publish all that waits of a source, as it stands now; asked twice with the same client id it is one',
  permission: 'knowledge:write',
  params,
  body: z.strictObject({ clientId: ClientId }),
  returns: Source,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const cancelPublication = contract({
  method: 'DELETE',
  path: '/v1/sources/:sourceId/publications',
  summary: 'Stop publishing what waits of a source; what was published answers',
  permission: 'knowledge:write',
  params,
  returns: Source,
  errors: ['not_found', 'conflict'],
})

export const listSourcePages = contract({
  method: 'GET',
  path: '/v1/sources/:sourceId/pages',
  summary: 'List the pages of a source with what became of each, in the order in which they became known',
  permission: 'knowledge:read',
  params,
  query: z.strictObject({
    outcome: z.enum([...PageOutcome.options, 'waiting']).optional(),
    /** The id of the last page of the list before. */
    after: Id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  returns: z.object({ pages: z.array(SourcePage), next: Id.nullable() }),
  errors: ['invalid_request', 'not_found'],
})
