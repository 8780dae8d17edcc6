import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/**
 * What a caller must be allowed to do. The roles that may are in `ROLE_PERMISSIONS`, the API keys that may in
 * `SCOPE_PERMISSIONS`.
 */
export type Permission =
  | 'caller'
  | 'session'
  | 'conversation:read'
  | 'conversation:write'
  /** Reads and erases all that is kept of a contact. */
  | 'contact:erase'
  /** Renames and deletes tags, on all conversations that have them. */
  | 'tag:manage'
  | 'backend:read'
  | 'backend:deploy'
  | 'backend:configure'
  | 'run:read'
  | 'run:write'
  | 'log:read'
  | 'inbox:read'
  | 'inbox:configure'
  /** Writes to many contacts at once. */
  | 'broadcast:send'
  /** Sees who writes for the org, what that costs and what it may cost. */
  | 'ai:read'
  | 'ai:configure'
  | 'api_key:manage'
  | 'knowledge:read'
  /** Writes articles, and decides which of them answer. */
  | 'knowledge:write'
  /** Lets a run go on by hand: attempt a step again, or give its result in its place. */
  | 'run:repair'
  /** Shows a webhook event as it came. */
  | 'event:reveal'
  /** Works on a webhook event again. */
  | 'event:rerun'

export type Role = 'owner' | 'admin' | 'agent'

const AGENT: readonly Permission[] = [
  'caller',
  'session',
  'conversation:read',
  'conversation:write',
  'backend:read',
  'run:read',
  'run:write',
  'log:read',
  'inbox:read',
  'knowledge:read',
  'ai:read',
]

/** What decides about code and credentials is for those who answer for the org. */
const ADMIN: readonly Permission[] = [
  ...AGENT,
  'contact:erase',
  'tag:manage',
  'backend:deploy',
  'backend:configure',
  'inbox:configure',
  'broadcast:send',
  'run:repair',
  'ai:configure',
  'api_key:manage',
  'event:reveal',
  'event:rerun',
  'knowledge:write',
]

export const ROLE_PERMISSIONS: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(ADMIN),
  admin: new Set(ADMIN),
  agent: new Set(AGENT),
}

type Shape = z.ZodType

/**
 * One endpoint as data: router, permission check, validation, OpenAPI and typed client are all read from it.
 */
export type Contract<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Returns extends Shape = Shape,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Begins with `/v1/`; parameters are written `:name`. */
  path: string
  summary: string
  permission: Permission
  params?: Params
  query?: Query
  body?: Body
  /** For a body that may be larger than the server's usual 1 MiB. */
  bodyMaxBytes?: number
  /**
   * The body is a file, not JSON: the handler reads it while it comes in, and holds it against its limits.
   */
  takes?: 'bytes'
  returns: Returns
  /** The answer is a line of JSON for each value of an iterable, not one value. */
  streams?: 'ndjson'
  errors: readonly ErrorCode[]
}

/** Declares an endpoint; an identity function that keeps the types. */
export function contract<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  definition: Contract<P, Q, B, R>,
): Contract<P, Q, B, R> {
  return definition
}

type Output<S, Missing> = [NonNullable<S>] extends [never] ? Missing : z.output<NonNullable<S>>
type Input<S, Missing> = [NonNullable<S>] extends [never] ? Missing : z.input<NonNullable<S>>

export type ContractParams<C extends Contract> = Output<C['params'], Record<string, never>>
export type ContractQuery<C extends Contract> = Output<C['query'], Record<string, never>>
export type ContractBody<C extends Contract> = Output<C['body'], undefined>
export type ContractReturns<C extends Contract> = z.output<C['returns']>
export type ContractQueryInput<C extends Contract> = Input<C['query'], undefined>
export type ContractBodyInput<C extends Contract> = Input<C['body'], undefined>
