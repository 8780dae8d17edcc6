import type { Id, ToolFault } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { openCodeTool } from '../../domain/ai-tool/code-tool.ts'
import { identityOf } from '../../domain/ai-tool/identity.ts'
import { type OpenTool, openTool } from '../../domain/ai-tool/open.ts'
import type { ToolValues } from '../../domain/ai-tool/read-input.ts'
import type { CallInput } from '../../domain/ai-tool-call/ai-tool-call.ts'
import { settleToolCall } from '../../domain/ai-tool-call/settle.ts'
import { buildRequest, isProvedFor } from './build-request.ts'
import { type Called, callService } from './call-service.ts'
import { type CodeDesk, type CodeRan, runCode } from './run-code.ts'

/** What it takes to do what was asked for. */
export type Performing = {
  db: Database
  keys: Keys
  egress: Egress
  /** Hosts of this machine that may be reached in development. */
  loopback: readonly string[]
  /** Codes can be sent by mail. */
  canMail: boolean
  /** What runs the tools of micro-backends. */
  code: CodeDesk
}

/** A call that nobody has to agree to any more. */
export type ReadyCall = {
  id: Id
  orgId: Id
  toolId: Id
  revision: number
  conversationId: Id
  idempotencyKey: Id
  /** Of a micro-backend's tool: the version whose code does it. */
  versionId: Id | null
  values: CallInput['values']
}

/** `reply`: what the code of a tool says to the contact who agreed. */
export type Performed = Called & { tool: OpenTool | null; reply: string | null }

/**
 * Does it, as its tool was when it was asked for, and writes down what came. It never throws for what a
 * service does.
 */
export async function perform(
  performing: Performing,
  call: ReadyCall,
  signal: AbortSignal,
): Promise<Performed> {
  const performed = call.versionId
    ? {
        ...(await performCode(performing, { ...call, versionId: call.versionId }, signal)),
        httpStatus: null,
        tool: null,
      }
    : await performRequest(performing, call, signal)
  await performing.db.withOrg(call.orgId, (tx) => settleToolCall(tx, call.id, performed))
  return performed
}

async function performRequest(
  { db, keys, egress, loopback }: Performing,
  call: ReadyCall,
  signal: AbortSignal,
): Promise<Performed> {
  const { tool, known } = await db.withOrg(call.orgId, async (tx) => ({
    tool: await openTool(tx, keys, call),
    known: await identityOf(tx, call.conversationId, call.id),
  }))
  // Held against its fields when it was asked for.
  const values = call.values as ToolValues
  const isProved = tool !== null && isProvedFor(tool, known)
  const built = tool && isProved ? buildRequest(tool, { ...call, values, identity: known.identity }) : null
  const called =
    tool && built && 'request' in built
      ? await callService(egress, { tool, request: built.request, loopback, signal })
      : { fault: faultOf(tool, isProved), httpStatus: null, result: null }
  return { ...called, tool, reply: null }
}

async function performCode(
  performing: Performing,
  { id: callId, values: input, ...call }: ReadyCall & { versionId: Id },
  signal: AbortSignal,
): Promise<CodeRan> {
  const { tool, known } = await performing.db.withOrg(call.orgId, async (tx) => ({
    tool: await openCodeTool(tx, call),
    known: await identityOf(tx, call.conversationId, callId),
  }))
  const nothing = { result: null, reply: null }
  if (!tool) return { fault: 'changed', ...nothing }
  if (!isProvedFor(tool, known)) return { fault: 'unproved', ...nothing }
  const { name, config } = tool
  return runCode(performing, { ...call, callId, input, name, config }, signal)
}

function faultOf(tool: OpenTool | null, isProved: boolean): ToolFault {
  if (!tool) return 'changed'
  return isProved ? 'invalid_input' : 'unproved'
}
