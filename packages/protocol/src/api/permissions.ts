import { z } from 'zod'
import { contract } from '../contract.ts'
import { ChannelType } from '../conversation.ts'
import { Id } from '../id.ts'
import { PermissionEntry, PermissionKind, PermissionPurpose, Standing } from '../permission.ts'

const params = z.object({ contactId: Id })
const Ledger = z.object({
  /** What holds now, by channel and purpose, of the channels the contact has. */
  standing: z.array(Standing),
  /** Newest first. */
  entries: z.array(PermissionEntry),
})

export const listPermissions = contract({
  method: 'GET',
  path: '/v1/contacts/:contactId/permissions',
  summary: 'Read what a contact allowed and took back, and what holds now',
  permission: 'conversation:read',
  params,
  returns: Ledger,
  errors: ['not_found'],
})

export const recordPermission = contract({
  method: 'POST',
  path: '/v1/contacts/:contactId/permissions',
  summary: 'Record by hand what a contact allowed or took back',
  permission: 'conversation:write',
  params,
  body: z
    .strictObject({
      channel: ChannelType,
      purpose: PermissionPurpose,
      kind: PermissionKind,
      /** How it is known: what the contact said, where and to whom. */
      evidence: z.string().trim().min(3).max(2_000),
      /** Which wording the contact agreed to. */
      textVersion: z.string().trim().min(1).max(100).optional(),
    })
    .refine(({ purpose, kind }) => purpose !== 'all' || kind === 'opt_out', {
      path: ['purpose'],
      message: 'must be one purpose: what a contact allows is recorded one by one',
    }),
  returns: Ledger,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
