import {
  AppError,
  type Contract,
  type ContractBody,
  type ContractParams,
  type ContractQuery,
  type ContractReturns,
  type Id,
  ORG_HEADER,
  ROLE_PERMISSIONS,
} from '@hilo/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Member } from '../domain/member/member.ts'
import type { Caller } from './caller.ts'
import type { HttpContext } from './context.ts'

export type RouteContext = HttpContext & { orgId: Id; memberId: Id; member: Member; caller: Caller }

type Input<C extends Contract> = { params: ContractParams<C>; query: ContractQuery<C>; body: ContractBody<C> }

export type Route = { contract: Contract; handle(input: never, context: RouteContext): Promise<unknown> }

/** Pairs a contract with the handler that fulfils it; the types follow from the contract. */
export function route<C extends Contract>(
  contract: C,
  handle: (input: Input<C>, context: RouteContext) => Promise<ContractReturns<C>>,
): Route {
  return { contract, handle }
}

/** Binds a route: who calls, whether they may, whether the request is well-formed, then the handler. */
export function bindRoute(server: FastifyInstance, context: HttpContext, { contract, handle }: Route): void {
  server.route({
    method: contract.method,
    url: contract.path,
    handler: async (request) => {
      const caller = await context.callers.identify(request.headers as Record<string, string>)
      if (!caller) throw new AppError('not_authenticated', 'Sign in to go on.')
      if (contract.method !== 'GET') refuseForeignOrigin(request, context.publicUrl)
      const membership = await context.callers.membership(caller, header(request, ORG_HEADER))
      if (!ROLE_PERMISSIONS[membership.member.role].has(contract.permission)) {
        throw new AppError('not_allowed', 'Your role in this org does not allow this.')
      }
      const input = {
        params: contract.params?.parse(request.params) ?? {},
        query: contract.query?.parse(request.query) ?? {},
        body: contract.body?.parse(request.body),
      }
      const { orgId, member } = membership
      return handle(input as never, { ...context, orgId, memberId: member.id, member, caller })
    },
  })
}

/**
 * A page of another site must not act with the cookie of somebody who is signed in here. Browsers send
 * `Origin` with every request that changes something; what has none is no browser, and carries no ambient
 * cookie.
 */
export function refuseForeignOrigin(request: FastifyRequest, publicUrl: string): void {
  const origin = header(request, 'origin')
  const site = header(request, 'sec-fetch-site')
  const foreign = origin
    ? !sameOrigin(origin, publicUrl, request)
    : site !== undefined && site !== 'same-origin'
  if (foreign) throw new AppError('not_allowed', 'This request comes from another site.')
}

function sameOrigin(origin: string, publicUrl: string, request: FastifyRequest): boolean {
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
