import { z } from 'zod'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { MediaLink } from '../media.ts'

export const getMediaLink = contract({
  method: 'GET',
  path: '/v1/media/:mediaId',
  summary: 'Get a link to the bytes of a file, good for five minutes',
  permission: 'conversation:read',
  params: z.object({ mediaId: Id }),
  returns: MediaLink,
  errors: ['not_found', 'conflict'],
})
