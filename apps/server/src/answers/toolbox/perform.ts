import type { Id, ToolFault } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { identityOf } from '../../domain/ai-tool/identity.ts'
import { type OpenTool, openTool } from '../../domain/ai-tool/open.ts'
import { settleCall } from '../../domain/ai-tool-call/settle.ts'
import { buildRequest, isProvedFor } from './build-request.ts'
import { type Called, callService } from './call-service.ts'
import type { ToolValues } from './read-input.ts'

/** What it takes to do what was asked for. */
export type Performing = {
  db: Database
  keys: Keys
  egress: Egress
  /** Hosts of this machine that may be reached in development. */
  loopback: readonly string[]
  /** Codes can be sent by mail. */
  canMail: boolean
}

/** A call that nobody has to agree to any more. */
export type ReadyCall = {
  id: Id
  orgId: Id
  toolId: Id
  revision: number
  conversationId: Id
  idempotencyKey: Id
  values: ToolValues
}

export type Performed = Called & { tool: OpenTool | null }

/**
 * Does it, as its tool was when it was asked for, and writes down what came. It never throws for what a
 * service does.
 */
export async function perform(
  performing: Performing,
  call: ReadyCall,
  signal: AbortSignal,
): Promise<Performed> {
  const { db, keys, egress, loopback } = performing
  const { tool, known } = await db.withOrg(call.orgId, async (tx) => ({
    tool: await openTool(tx, keys, call),
    known: await identityOf(tx, call.conversationId, call.id),
  }))
  const isProved = tool !== null && isProvedFor(tool, known)
  const built = tool && isProved ? buildRequest(tool, { ...call, identity: known.identity }) : null
  const called =
    tool && built && 'request' in built
      ? await callService(egress, { tool, request: built.request, loopback, signal })
      : { fault: faultOf(tool, isProved), httpStatus: null, result: null }
  await db.withOrg(call.orgId, (tx) => settleCall(tx, call.id, called))
  return { ...called, tool }
}

function faultOf(tool: OpenTool | null, isProved: boolean): ToolFault {
  if (!tool) return 'changed'
  return isProved ? 'invalid_input' : 'unproved'
}
