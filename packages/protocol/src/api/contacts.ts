import { z } from 'zod'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

/** What a person may ask of an org: to be told what it keeps of them, and to be forgotten. */

const params = z.object({ contactId: Id })

const ContactExport = z.object({
  contactId: Id,
  exportedAt: z.iso.datetime(),
  /** By what it is, such as `message` or `ai_answer`: each thing as it is kept. */
  kept: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
})
export type ContactExport = z.infer<typeof ContactExport>

export const exportContact = contract({
  method: 'GET',
  path: '/v1/contacts/:contactId/export',
  summary: 'Read all that is kept of a contact',
  permission: 'contact:erase',
  params,
  returns: ContactExport,
  errors: ['not_found'],
})

/** It cannot be undone. Who writes again is a new contact. */
export const eraseContact = contract({
  method: 'DELETE',
  path: '/v1/contacts/:contactId',
  summary: 'Erase a contact with all that is kept of them',
  permission: 'contact:erase',
  params,
  returns: z.object({ conversations: z.number().int() }),
  errors: ['not_found'],
})
