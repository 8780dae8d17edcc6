import { z } from 'zod'
import { contract } from '../contract.ts'
import { UploadedFile } from '../file.ts'
import { Id } from '../id.ts'

export const uploadFile = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/files',
  summary: 'Upload a file to send; the body is its bytes, and it is removed after a day without a message',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id }),
  query: z.strictObject({
    filename: z.string().trim().min(1).max(240),
    /** For the header of a template, which may be sent when the window is closed. */
    for: z.enum(['message', 'template']).default('message'),
  }),
  takes: 'bytes',
  returns: UploadedFile,
  errors: ['invalid_request', 'not_found', 'conflict', 'window_closed'],
})
