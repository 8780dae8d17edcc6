import type { BackendManifest } from '@hilo/protocol'
import { z } from 'zod'
import { type Backend, resumeRuleOf } from '../replay/index.ts'

/**
 * What a backend says of itself, `config` as the JSON schema of what the dashboard's form fills in.
 *
 * @throws Error when the configuration has no JSON schema (a transform, a date).
 */
export function describeBackend(backend: Backend): BackendManifest {
  return {
    name: backend.name,
    config: backend.config ? z.toJSONSchema(backend.config, { io: 'input' }) : null,
    secrets: [...(backend.secrets ?? [])],
    egress: [...(backend.egress ?? [])],
    ...(backend.resume === undefined ? {} : { resume: resumeRuleOf(backend.resume) }),
  }
}
