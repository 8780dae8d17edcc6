import { z } from 'zod'
import { ArticlePicture } from '../article-picture.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { MediaLink } from '../media.ts'

export const addArticlePicture = contract({
  method: 'POST',
  path: '/v1/article-pictures',
  summary:
    'Upload a picture for articles; the body is its bytes, and it goes after a week without an article',
  permission: 'knowledge:write',
  query: z.strictObject({}),
  takes: 'bytes',
  returns: ArticlePicture,
  errors: ['invalid_request'],
})

export const getArticlePicture = contract({
  method: 'GET',
  path: '/v1/article-pictures/:pictureId',
  summary: 'Get a link to the bytes of a picture, good for five minutes',
  permission: 'knowledge:read',
  params: z.object({ pictureId: Id }),
  returns: MediaLink,
  errors: ['not_found'],
})
