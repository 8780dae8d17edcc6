import { z } from 'zod'
import type { Permission } from './contract.ts'
import { Id } from './id.ts'

/**
 * What an API key may do. A key has exactly the permissions of its scopes, whatever its maker's role is or
 * becomes; none of them reaches API keys, members or conversations. Those of knowledge reach what members
 * answered where AI knew nothing (`/v1/knowledge/suggestions`): it is what articles are to be made of.
 */
export const SCOPE_PERMISSIONS = {
  'backends:read': ['backend:read'],
  'backends:deploy': ['backend:read', 'backend:deploy'],
  'backends:configure': ['backend:read', 'backend:configure', 'inbox:read', 'inbox:configure'],
  'contacts:erase': ['contact:erase'],
  'broadcasts:send': ['inbox:read', 'broadcast:send'],
  'runs:read': ['run:read'],
  'runs:write': ['run:read', 'run:write', 'run:repair'],
  'logs:read': ['log:read'],
  'knowledge:read': ['knowledge:read'],
  'knowledge:write': ['knowledge:read', 'knowledge:write'],
  'ai:read': ['ai:read'],
  'ai:configure': ['ai:read', 'ai:configure'],
} as const satisfies Record<string, readonly Permission[]>

export const Scope = z.enum(Object.keys(SCOPE_PERMISSIONS) as [Scope, ...Scope[]])
export type Scope = keyof typeof SCOPE_PERMISSIONS

/** What the command line needs, all of its commands together. */
export const COMMAND_LINE_SCOPES: readonly Scope[] = [
  'backends:deploy',
  'backends:configure',
  'runs:read',
  'logs:read',
]

export const API_KEY_NAME_MAX = 80

/** A key as it is shown: never the key itself, of which only a keyed hash is stored. */
export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(Scope),
  /** The beginning and the end of the key's secret part, by which its holder recognises it. */
  prefix: z.string(),
  lastFour: z.string(),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Written once a minute at most. */
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>
