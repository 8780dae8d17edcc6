import { AppError, api } from '@hilo/protocol'
import { listInboxes } from '../../domain/inbox/list.ts'
import { setBursts } from '../../domain/inbox/set-bursts.ts'
import { listMembers } from '../../domain/member/member.ts'
import { changeBackends } from '../change-backends.ts'
import { type Route, route } from '../route.ts'

export const orgRoutes: Route[] = [
  route(api.getSession, async (_, { orgs, member, orgId, playground }) => {
    const org = orgs.find((one) => one.orgId === orgId)
    return {
      member,
      org: { id: orgId, name: org?.name ?? '', timeZone: org?.timeZone ?? 'UTC' },
      orgs: orgs.map(({ orgId: id, name }) => ({ id, name })),
      playground: playground?.orgId === orgId,
    }
  }),

  route(api.listMembers, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ members: await listMembers(tx) })),
  ),

  route(api.listInboxes, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ inboxes: await listInboxes(tx) })),
  ),

  route(api.setBursts, ({ params, body }, context) =>
    changeBackends(context, (tx) => setBursts(tx, { ...params, ...body })),
  ),

  route(api.getPlayground, async (_, { playground, orgId }) => {
    if (playground?.orgId !== orgId)
      throw new AppError('not_found', 'The playground exists only in development.')
    const { phones, siteUrl } = playground
    return { phones, siteUrl }
  }),
]
