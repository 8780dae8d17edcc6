import { z } from 'zod'
import { ChannelType } from './conversation.ts'
import { Id } from './id.ts'

/** What a business may send a contact, as the contact said it. */

/** What a message is for. `service` answers; the others are what a platform calls its templates. */
export const Purpose = z.enum(['service', 'utility', 'authentication', 'marketing'])
export type Purpose = z.infer<typeof Purpose>

/** `all` is what an opt-out may be of. */
export const PermissionPurpose = z.enum([...Purpose.options, 'all'])
export type PermissionPurpose = z.infer<typeof PermissionPurpose>

export const PermissionKind = z.enum(['opt_in', 'opt_out'])
export type PermissionKind = z.infer<typeof PermissionKind>

/**
 * By what it is known: the contact wrote, used a word such as STOP, told the platform, filled in a form, told
 * a member, told a micro-backend.
 */
export const PermissionSource = z.enum(['message', 'keyword', 'platform', 'form', 'member', 'backend'])
export type PermissionSource = z.infer<typeof PermissionSource>

/** One line of the ledger. */
export const PermissionEntry = z.object({
  id: Id,
  channel: ChannelType,
  purpose: PermissionPurpose,
  kind: PermissionKind,
  source: PermissionSource,
  /** The contact's words, or those of who recorded it. */
  evidence: z.string(),
  textVersion: z.string().nullable(),
  messageId: Id.nullable(),
  memberName: z.string().nullable(),
  givenAt: z.string(),
})
export type PermissionEntry = z.infer<typeof PermissionEntry>

/** What holds now. `unknown`: the contact said neither. */
export const Standing = z.object({
  channel: ChannelType,
  purpose: Purpose,
  is: z.enum(['opted_in', 'opted_out', 'unknown']),
  since: z.string().nullable(),
  source: PermissionSource.nullable(),
})
export type Standing = z.infer<typeof Standing>
