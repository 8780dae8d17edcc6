import { Readable } from 'node:stream'
import {
  AppError,
  type Contract,
  type ContractBody,
  type ContractParams,
  type ContractQuery,
  type ContractReturns,
  type Id,
  type Issue,
  ORG_HEADER,
  type Permission,
  ROLE_PERMISSIONS,
  SCOPE_PERMISSIONS,
  Scope,
} from '@hilo/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ActorIds } from '../domain/actor/actor.ts'
import type { KeyCaller } from '../domain/api-key/authenticate.ts'
import type { Member, OrgOfLogin } from '../domain/member/member.ts'
import type { HttpContext } from './context.ts'
import { unfit } from './errors.ts'

export type RouteContext = HttpContext & Authorized

/** Who calls, for which org. */
type Authorized = {
  orgId: Id
  /** The person; for an API key, the member who made it. */
  memberId: Id
  member: Member
  /** Null when a person calls. */
  apiKey: KeyCaller['apiKey'] | null
  /** What is written down as the doer. */
  actor: ActorIds
  /** The orgs that the caller may name. */
  orgs: readonly OrgOfLogin[]
}

type Input<C extends Contract> = {
  params: ContractParams<C>
  query: ContractQuery<C>
  body: ContractBody<C>
  /** The body as it comes in, where the contract takes bytes. */
  file: IncomingFile
  /** Of an answer that streams: aborted when nobody reads it any more. */
  signal: AbortSignal
}

type IncomingFile = {
  bytes: AsyncIterable<Uint8Array>
  /** What the caller says that it is, in bytes. */
  size: number | null
}

/** What else is wrong with a request that does not fit its contract: a form is told all at once. */
type Judge = (sent: Sent, context: RouteContext) => Promise<readonly Issue[]>
type Sent = { params: Record<string, unknown>; body: Record<string, unknown> }

export type Route = {
  contract: Contract
  handle(input: never, context: RouteContext): Promise<unknown>
  judge?: Judge
}

/** Pairs a contract with the handler that fulfils it; the types follow from the contract. */
export function route<C extends Contract>(
  contract: C,
  handle: (input: Input<C>, context: RouteContext) => Promise<ContractReturns<C>>,
  judge?: Judge,
): Route {
  return { contract, handle, ...(judge && { judge }) }
}

/** Binds a route: who calls, whether they may, whether the request is well-formed, then the handler. */
export function bindRoute(server: FastifyInstance, context: HttpContext, route: Route): void {
  if (route.contract.takes === 'bytes') {
    server.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
      bind(scope, context, route)
    })
  } else bind(server, context, route)
}

function bind(server: FastifyInstance, context: HttpContext, route: Route): void {
  const { contract, handle } = route
  const authorized = new WeakMap<FastifyRequest, Authorized>()
  server.route({
    method: contract.method,
    url: contract.path,
    ...(contract.bodyMaxBytes ? { bodyLimit: contract.bodyMaxBytes } : {}),
    // Before the body is read: whoever may not call cannot make the server hold megabytes either.
    onRequest: async (request) => {
      authorized.set(request, await authorize(request, context, contract))
    },
    handler: async (request, reply) => {
      const known = { ...context, ...(authorized.get(request) as Authorized) }
      const input = {
        ...(await read(route, request, known)),
        file: fileOf(request),
        ...(contract.streams ? { signal: goneOf(reply) } : {}),
      }
      const answer = await handle(input as never, known)
      return contract.streams ? sendLines(reply, answer as AsyncIterable<unknown>) : answer
    },
  })
}

/** All that does not fit is said at once, wherever it stands. */
async function read({ contract, judge }: Route, request: FastifyRequest, context: RouteContext) {
  const { params, query, body } = contract
  const parts = [
    params?.safeParse(request.params),
    query?.safeParse(request.query),
    body?.safeParse(request.body),
  ] as const
  const issues = parts.flatMap((part) => part?.error?.issues ?? [])
  const [inPath, inQuery, inBody] = parts.map((part) => part?.data)
  if (issues.length === 0) return { params: inPath ?? {}, query: inQuery ?? {}, body: inBody }
  const error = new z.ZodError(issues)
  if (!judge) throw error
  const others = await judge({ params: fieldsOf(request.params), body: fieldsOf(request.body) }, context)
  throw unfit(error, others)
}

function fieldsOf(part: unknown): Record<string, unknown> {
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {}
}

function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return gone.signal
}

function fileOf(request: FastifyRequest): IncomingFile {
  const size = Number(header(request, 'content-length') ?? Number.NaN)
  const body = request.body instanceof Readable ? request.body : Readable.from([])
  // A handler that stops reading must not close the connection on which its refusal is answered.
  const bytes = body.iterator({ destroyOnReturn: false })
  return { bytes, size: Number.isSafeInteger(size) ? size : null }
}

async function authorize(
  request: FastifyRequest,
  context: HttpContext,
  contract: Contract,
): Promise<Authorized> {
  const program = await context.callers.program(header(request, 'authorization'))
  // A key is never sent by a browser on its own, so where the request comes from does not matter.
  return program ? asProgram(program, request, contract) : asMember(request, context, contract)
}

function asProgram(
  { orgId, org, apiKey, maker }: KeyCaller,
  request: FastifyRequest,
  { permission }: Contract,
): Authorized {
  const named = header(request, ORG_HEADER)
  if (named !== undefined && named !== orgId) {
    throw new AppError('not_allowed', 'This API key belongs to another org.')
  }
  if (permission !== 'caller' && !permissionsOf(apiKey.scopes).has(permission)) {
    const scope = Scope.options.find((one) => permissionsOf([one]).has(permission))
    throw new AppError(
      'not_allowed',
      scope
        ? `This API key may not do this: create one with the scope ${scope}.`
        : 'No API key may do this: sign in to the dashboard.',
    )
  }
  return {
    orgId,
    memberId: maker.id,
    member: maker,
    apiKey,
    actor: { memberId: null, apiKeyId: apiKey.id },
    orgs: [{ orgId, memberId: maker.id, ...org }],
  }
}

function permissionsOf(scopes: readonly Scope[]): Set<Permission> {
  return new Set(scopes.flatMap((scope) => SCOPE_PERMISSIONS[scope] ?? []))
}

async function asMember(
  request: FastifyRequest,
  { callers, publicUrl }: HttpContext,
  { method, permission }: Contract,
): Promise<Authorized> {
  const caller = await callers.identify(request.headers as Record<string, string>)
  if (!caller) throw new AppError('not_authenticated', 'Sign in to go on.')
  if (method !== 'GET') refuseForeignOrigin(request, publicUrl)
  const { orgId, member } = await callers.membership(caller, header(request, ORG_HEADER))
  if (!ROLE_PERMISSIONS[member.role].has(permission)) {
    throw new AppError('not_allowed', 'Your role in this org does not allow this.')
  }
  const actor = { memberId: member.id, apiKeyId: null }
  return { orgId, memberId: member.id, member, apiKey: null, actor, orgs: caller.orgs }
}

/** A line of JSON for each value, as fast as the other side reads. */
function sendLines(reply: FastifyReply, values: AsyncIterable<unknown>): FastifyReply {
  async function* lines() {
    for await (const value of values) yield `${JSON.stringify(value)}\n`
  }
  return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(lines()))
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
