import type { BackendManifest, DeclaredTool } from '@hilo/protocol'
import { z } from 'zod'
import { type Backend, resumeRuleOf, type Tool } from '../replay/index.ts'

/**
 * What a backend says of itself, `config` as the JSON schema of what the dashboard's form fills in.
 *
 * @throws Error when the configuration, or the input of a tool, has no JSON schema (a transform, a date).
 */
export function describeBackend(backend: Backend): BackendManifest {
  return {
    name: backend.name,
    config: backend.config ? z.toJSONSchema(backend.config, { io: 'input' }) : null,
    secrets: [...(backend.secrets ?? [])],
    egress: [...(backend.egress ?? [])],
    ...(backend.resume === undefined ? {} : { resume: resumeRuleOf(backend.resume) }),
    ...(backend.tools === undefined ? {} : { tools: Object.entries(backend.tools).map(describeTool) }),
  }
}

function describeTool([name, tool]: [string, Tool]): DeclaredTool {
  const { $schema: _, ...input } = z.toJSONSchema(tool.input, { io: 'input' })
  if (input.type !== 'object') throw new Error(`The input of tool '${name}' must be a z.object.`)
  const { title, description, confirm, reads = false } = tool
  return { name, title, description, confirm, reads, input: input as DeclaredTool['input'] }
}
