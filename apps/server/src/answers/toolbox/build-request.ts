import {
  fillToolPlaces,
  isServerPlace,
  type ToolAssurance,
  type ToolIdentity,
  toolPlacesIn,
} from '@hilo/protocol'
import type { Identity, Known } from '../../domain/ai-tool/identity.ts'
import type { OpenTool, Tool } from '../../domain/ai-tool/open.ts'
import { valueAt } from '../../domain/ai-tool/place.ts'
import type { ToolValue, ToolValues } from '../../domain/ai-tool/read-input.ts'

export type ToolRequest = {
  method: string
  url: string
  headers: [string, string][]
  body: Uint8Array | null
}

type Filled = {
  values: ToolValues
  identity: Identity
  /** The same for each attempt at the same thing. */
  idempotencyKey: string
}

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** Whether the server knows all of the contact that the tool has to be told. */
export function isIdentified({ settings: { url, body } }: Tool, identity: Identity): boolean {
  const places = [...toolPlacesIn(url), ...toolPlacesIn(body ?? '')]
  return places.every((name) => !isServerPlace(name) || identity[name as ToolIdentity] !== null)
}

type Assured = { settings: { assurance: ToolAssurance } }

/** Whether it is known well enough for a tool who writes. */
export function isProvedFor({ settings: { assurance } }: Assured, { proven }: Known): boolean {
  if (assurance === 'email') return proven.email !== null
  return assurance !== 'signed' || proven.externalId !== null
}

/** The request as it is sent, or why it cannot be. */
export function buildRequest(
  { settings, secrets }: OpenTool,
  filled: Filled,
): { request: ToolRequest } | { problem: string } {
  const { method, headers, body } = settings
  const url = urlOf(settings.url, filled)
  if (url === null) return { problem: 'A value cannot be part of the address.' }
  const own: [string, string][] = [['accept', 'application/json, text/plain;q=0.9']]
  if (method !== 'GET') own.push(['idempotency-key', filled.idempotencyKey])
  const sent = WITH_BODY.has(method) ? Buffer.from(JSON.stringify(bodyOf(body, filled))) : null
  if (sent) own.push(['content-type', 'application/json'])
  const given = headers.map(({ name, value }): [string, string] => [name, value])
  return { request: { method, url, headers: [...own, ...given, ...Object.entries(secrets)], body: sent } }
}

/**
 * Null: a value would be more than one part of the path. What is filled in is escaped, but there are servers
 * that take an escaped slash for one, and dots go up everywhere.
 */
function urlOf(template: string, filled: Filled): string | null {
  const [path = '', ...rest] = template.split('?')
  const inPath = toolPlacesIn(path).map((name) => plainOf(filledValue(name, filled)))
  if (inPath.some((value) => value === '' || /^\.+$|[/\\]/.test(value))) return null
  const fill = (name: string) => escaped(filledValue(name, filled))
  const query = rest.map((part) =>
    part
      .split('&')
      .flatMap((one) => parametersOf(one, filled))
      .join('&'),
  )
  return [fillToolPlaces(path, fill), ...query].join('?')
}

/** One for each item of a list: `tag={tags}` is `tag=a&tag=b`, and none for an empty one. */
function parametersOf(parameter: string, filled: Filled): string[] {
  const fill = (value: ToolValue | null) => () => escaped(value)
  const [only] = toolPlacesIn(parameter)
  const value = only === undefined ? null : filledValue(only, filled)
  if (Array.isArray(value)) return value.map((one) => fillToolPlaces(parameter, fill(one)))
  return [fillToolPlaces(parameter, (name) => fill(filledValue(name, filled))())]
}

/** Half of a sign, which a model may write, cannot be escaped. */
function escaped(value: ToolValue | null): string {
  return encodeURIComponent(plainOf(value).toWellFormed())
}

/** What is checked at saving: a list or a group is no part of a text. */
function plainOf(value: ToolValue | null): string {
  return typeof value === 'object' ? '' : String(value)
}

function bodyOf(template: string | null, filled: Filled): unknown {
  return template === null ? filled.values : filledIn(JSON.parse(template), filled)
}

/** Places are filled in after the JSON was read, so that no value can be more than a value. */
function filledIn(part: unknown, filled: Filled): unknown {
  if (typeof part === 'string') {
    const [only] = toolPlacesIn(part)
    if (only !== undefined && part === `{${only}}`) return filledValue(only, filled)
    return fillToolPlaces(part, (name) => plainOf(filledValue(name, filled)))
  }
  if (Array.isArray(part)) return part.map((one) => filledIn(one, filled))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filledIn(value, filled)]))
}

function filledValue(name: string, { values, identity }: Filled): ToolValue | null {
  if (isServerPlace(name)) return identity[name as ToolIdentity]
  return (valueAt(values, name) as ToolValue | undefined) ?? null
}
