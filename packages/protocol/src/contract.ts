import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** What a member must be allowed to do. The roles that may are in `ROLE_PERMISSIONS`. */
export type Permission =
  | 'session'
  | 'conversation:read'
  | 'conversation:write'
  | 'backend:read'
  | 'inbox:read'

export type Role = 'owner' | 'admin' | 'agent'

const AGENT: readonly Permission[] = [
  'session',
  'conversation:read',
  'conversation:write',
  'backend:read',
  'inbox:read',
]

export const ROLE_PERMISSIONS: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(AGENT),
  admin: new Set(AGENT),
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
  returns: Returns
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
