import { type Id, toolSchemaOf } from '@hilo/protocol'
import { type CodeTool, openCodeTool } from '../../domain/ai-tool/code-tool.ts'
import type { Tool } from '../../domain/ai-tool/open.ts'
import { INPUT_LENGTH_MAX, readInput } from '../../domain/ai-tool/read-input.ts'
import type { CallInput } from '../../domain/ai-tool-call/ai-tool-call.ts'
import type { Performing } from './perform.ts'
import { checkCodeInput } from './run-code.ts'
import { shownInput } from './shown-input.ts'

/** What a model filled in, what is wrong with it, and how people read it. */
export type ReadCall = CallInput & { problem: string | null }

/** Of a request: held against its fields. */
export function readFields({ settings: { fields } }: Tool, input: unknown): ReadCall {
  const read = readInput(fields, input)
  if ('problem' in read) return { values: {}, shown: [], problem: read.problem }
  const { values } = read
  return { values, shown: shownInput(toolSchemaOf(fields), values), problem: null }
}

/** Of a micro-backend's tool, before its own schema judges it: an object of its fields. */
export function readCodeFields(
  { code }: { code: Pick<CodeTool['code'], 'input'> },
  input: unknown,
): ReadCall {
  const wrong = (problem: string): ReadCall => ({ values: {}, shown: [], problem })
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return wrong('The input must be an object.')
  if (JSON.stringify(input).length > INPUT_LENGTH_MAX) return wrong('The input is too long.')
  const values = input as Record<string, unknown>
  const { properties = {} } = code.input
  // Whoever agrees is shown all of it.
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(properties, name))
  if (unknown !== undefined) return wrong(`${JSON.stringify(unknown.slice(0, 60))} is no field of this tool.`)
  return { values, shown: shownInput(code.input, values), problem: null }
}

type Given = { orgId: Id; conversationId: Id; tool: CodeTool; input: unknown; isHeld: boolean }

/**
 * Of a micro-backend's tool: its own schema judges it when it is run. What somebody has to agree to is judged
 * before they are asked.
 */
export async function readCode(
  performing: Performing,
  { orgId, conversationId, tool, input, isHeld }: Given,
  signal: AbortSignal,
): Promise<ReadCall> {
  const read = readCodeFields(tool, input)
  if (read.problem !== null || !isHeld) return read
  const { name, versionId } = tool.code
  const open = await performing.db.withOrg(orgId, (tx) => {
    return openCodeTool(tx, { toolId: tool.id, revision: tool.revision })
  })
  if (!open) return { values: {}, shown: [], problem: 'The tool was just changed.' }
  const call = { orgId, versionId, conversationId, name, config: open.config, input: read.values }
  return { ...read, problem: await checkCodeInput(performing, call, signal) }
}
