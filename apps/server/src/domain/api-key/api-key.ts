import type { ApiKey, Id, Scope } from '@hilo/protocol'

export const COLUMNS = `
  k.id, k.name, k.scopes, k.prefix, k.last_four as "lastFour", k.created_at as "createdAt",
  k.last_used_at as "lastUsedAt", k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
  m.name as "createdBy"`

export const MAKER = 'left join member m on m.org_id = k.org_id and m.id = k.member_id'

export type ApiKeyRow = {
  id: Id
  name: string
  scopes: Scope[]
  prefix: string
  lastFour: string
  createdBy: string | null
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
  revokedAt: Date | null
}

export function toApiKey({ createdAt, lastUsedAt, expiresAt, revokedAt, ...row }: ApiKeyRow): ApiKey {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}
