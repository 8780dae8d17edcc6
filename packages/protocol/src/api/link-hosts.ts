import { z } from 'zod'
import { hostFrom } from '../allowed-link.ts'
import { contract } from '../contract.ts'
import { LinkHosts } from '../link-hosts.ts'

/** Such as `shop.example`, or `*.shop.example` for all hosts below it; an address is read as its host. */
const host = z
  .string()
  .trim()
  .max(253)
  .refine((text) => hostFrom(text) !== null, 'must be a host such as shop.example')

export const listLinkHosts = contract({
  method: 'GET',
  path: '/v1/link-hosts',
  summary: 'List the hosts that links in answers and articles may lead to',
  permission: 'knowledge:read',
  returns: LinkHosts,
  errors: [],
})

export const addLinkHost = contract({
  method: 'POST',
  path: '/v1/link-hosts',
  summary: 'Let answers and articles lead to a host; added twice it is one',
  permission: 'ai:configure',
  body: z.strictObject({ host }),
  returns: LinkHosts,
  errors: ['invalid_request', 'conflict'],
})

export const removeLinkHost = contract({
  method: 'POST',
  path: '/v1/link-hosts/removed',
  summary: 'Show links to a host no more that was added',
  permission: 'ai:configure',
  body: z.strictObject({ host }),
  returns: LinkHosts,
  errors: ['invalid_request'],
})
