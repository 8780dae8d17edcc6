import { z } from 'zod'
import { contract } from '../contract.ts'
import { MessageItem } from '../conversation.ts'
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

/** Asking twice is asking once; one that failed is tried again. */
export const putIntoWords = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/messages/:messageId/words',
  summary: 'Have a contact’s voice note transcribed, or a picture described',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id, messageId: Id }),
  returns: MessageItem,
  errors: ['not_found', 'conflict'],
})
