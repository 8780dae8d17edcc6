import { api } from '@hilo/protocol'
import { createApiKey } from '../../domain/api-key/create.ts'
import { listApiKeys } from '../../domain/api-key/list.ts'
import { revokeApiKey } from '../../domain/api-key/revoke.ts'
import { type Route, route } from '../route.ts'

export const apiKeyRoutes: Route[] = [
  route(api.listApiKeys, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ apiKeys: await listApiKeys(tx) })),
  ),

  route(api.createApiKey, ({ body }, { db, keys, orgId, memberId }) =>
    db.withOrg(orgId, (tx) => createApiKey(tx, keys, { ...body, memberId })),
  ),

  route(api.revokeApiKey, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => revokeApiKey(tx, params.apiKeyId)),
  ),

  route(api.getCaller, async (_, { orgId, orgs, member, apiKey, publicUrl }) => ({
    org: { id: orgId, name: orgs.find((org) => org.orgId === orgId)?.name ?? '' },
    member: apiKey ? null : { id: member.id, name: member.name, role: member.role },
    apiKey,
    publicUrl,
  })),
]
