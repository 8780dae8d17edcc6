import { AppError, type Id, TOOL_IDENTITY, type ToolIdentity, type ToolTrial } from '@hilo/protocol'
import type { Identity } from '../../domain/ai-tool/identity.ts'
import { inputProblemEs } from '../../domain/ai-tool/input-words.ts'
import { type OpenTool, openSavedTool } from '../../domain/ai-tool/open.ts'
import { readInput, type ToolValues } from '../../domain/ai-tool/read-input.ts'
import { refuse } from '../../domain/issue/refuse.ts'
import { allowedHosts } from '../../domain/link-host/read.ts'
import { replyOf } from './agreed.ts'
import { buildRequest, isIdentified, type ToolRequest } from './build-request.ts'
import { callService } from './call-service.ts'
import type { Performing } from './perform.ts'
import { toolWords } from './tool-words.ts'

/** What a member tries: a tool as it is saved, with values as a model would fill them in. */
export type Trial = {
  name: string
  expect: number
  values: Readonly<Record<string, unknown>>
  /** Who writes, as far as the tool has to be told. */
  identity: Readonly<Partial<Record<ToolIdentity, string | undefined>>>
  isConfirmed: boolean
  /** Of what the contact would be told. */
  language: string
  /** The same for each attempt at the same thing. */
  idempotencyKey: Id
}

type Desk = Pick<Performing, 'db' | 'keys' | 'egress' | 'loopback'>

/** By what a service can tell a test from what a contact wants done. */
const MARK: [string, string] = ['hilo-test', 'true']

/**
 * Sends what a tool would send, as a test, and tells what came and what a contact would be told. It is no
 * call of a conversation, so it is in no list of those; that it was sent the service's own log shows.
 *
 * @throws AppError `not_found`; `conflict` when the tool is another by now; `invalid_request` for values that
 * no model could fill in either, and for what changes something without being confirmed
 */
export async function tryTool(
  { db, keys, egress, loopback }: Desk,
  { orgId, ...trial }: Trial & { orgId: Id },
  signal: AbortSignal,
): Promise<ToolTrial> {
  const { tool, allowed } = await db.withOrg(orgId, async (tx) => ({
    tool: await openSavedTool(tx, keys, trial.name),
    allowed: await allowedHosts(tx),
  }))
  const { request, values } = requestOf(tool, trial)
  const beganAt = performance.now()
  const called = await callService(egress, { tool, request, loopback, signal })
  const ms = Math.round(performance.now() - beganAt)
  const { title, confirmation, hosts } = tool.settings
  const words = toolWords(trial.language)
  const own = replyOf({ tool, result: called.result }, { values }, [...allowed, ...hosts])
  const done = confirmation === 'none' ? null : (own ?? words.done(title))
  const sent = shownOf(request, Object.keys(tool.secrets))
  return { sent, ...called, said: called.fault ? words.failed(title) : done, ms }
}

function requestOf(tool: OpenTool, trial: Trial): { request: ToolRequest; values: ToolValues } {
  const { method, fields } = tool.settings
  if (tool.revision !== trial.expect)
    throw new AppError('conflict', 'Somebody else changed this tool meanwhile: load it again.')
  if (method !== 'GET' && !trial.isConfirmed)
    refuse(
      'isConfirmed',
      `${method} may change something, and a test is really sent: confirm it.`,
      `${method} puede cambiar algo, y una prueba se envía de verdad: confírmalo.`,
    )
  const read = readInput(fields, trial.values)
  if ('problem' in read) refuse('values', read.problem, inputProblemEs(read.problem))
  const identity = identityOf(trial.identity)
  if (!isIdentified(tool, identity))
    refuse(
      'identity',
      'Say who writes, for each place such as {contact.phone}.',
      'Di quién escribe, en cada lugar como {contact.phone}.',
    )
  const built = buildRequest(tool, { ...read, identity, idempotencyKey: trial.idempotencyKey })
  if ('problem' in built) refuse('values', built.problem, inputProblemEs(built.problem))
  return { ...read, request: { ...built.request, headers: [...built.request.headers, MARK] } }
}

function identityOf(given: Trial['identity']): Identity {
  const known = TOOL_IDENTITY.map((name) => [name, given[name]?.trim() || null])
  return Object.fromEntries(known) as Identity
}

function shownOf({ method, url, headers, body }: ToolRequest, secrets: readonly string[]): ToolTrial['sent'] {
  return {
    ...{ method, url, body: body === null ? null : Buffer.from(body).toString('utf8') },
    headers: headers.map(([name, value]) => ({ name, value: secrets.includes(name) ? '(secret)' : value })),
  }
}
