import { z } from 'zod'
import { contract } from '../contract.ts'
import { ChannelType } from '../conversation.ts'
import { Id } from '../id.ts'

/** Requests of a person who belongs to several orgs name the one they mean in this header. */
export const ORG_HEADER = 'hilo-org'

const Member = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: z.enum(['owner', 'admin', 'agent']),
})

export const getSession = contract({
  method: 'GET',
  path: '/v1/session',
  summary: 'Who is signed in, and in which org',
  permission: 'session',
  returns: z.object({
    member: Member,
    org: z.object({ id: Id, name: z.string(), timeZone: z.string() }),
    orgs: z.array(z.object({ id: Id, name: z.string() })),
    /** True where simulators run, so the playground can be shown. */
    playground: z.boolean(),
  }),
  errors: [],
})

export const listMembers = contract({
  method: 'GET',
  path: '/v1/members',
  summary: 'List the members of the org',
  permission: 'conversation:read',
  returns: z.object({ members: z.array(Member) }),
  errors: [],
})

export const getPlayground = contract({
  method: 'GET',
  path: '/v1/playground',
  summary: 'Where the simulated phones and the demo site are; only in development',
  permission: 'session',
  returns: z.object({
    phones: z.array(z.object({ name: z.string(), channel: ChannelType, url: z.string() })),
    siteUrl: z.string(),
  }),
  errors: ['not_found'],
})
