/** Runs micro-backends for the server: bundling, processes, isolation, the way out. */
export { type Bundle, bundleBackend } from './bundle.ts'
export { openFrames } from './frames.ts'
export {
  createEgress,
  type Egress,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
} from './host/egress.ts'
export { type EgressFault, egressError, egressFaultOf } from './host/egress-fault.ts'
export { chooseIsolation, type Isolation, isolationOf } from './host/isolation.ts'
export { type Child, startChild } from './host/launcher/launcher.ts'
export { readManifest } from './host/manifest.ts'
export type { FilePart, PlayJob, PlayResult } from './host/play-job.ts'
export { createPool, type Pool, type PoolLimits, type PoolOptions } from './host/pool.ts'
export type { Remote } from './remote/post.ts'
export type { TurnInput } from './replay/recorder.ts'
