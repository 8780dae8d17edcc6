import type { BackendManifest, ResumeRule } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'

/** The resume rule of the version with this manifest. */
export function resumeRuleIn(manifest: Buffer): ResumeRule {
  return decode<BackendManifest>(manifest).resume ?? 'on hand-back'
}
