import type { Id } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import type { Reader } from '../../reader/reader.ts'
import type { WorkerContext } from '../context.ts'

/** What the reading of one source is given. */
export type ImportGround = {
  context: WorkerContext
  egress: Egress
  reader: Reader
  orgId: Id
  /** Aborted when the server stops. */
  signal: AbortSignal
  /** The language of the org. */
  usual: string
  /** Tells the dashboards that it went on; a few times a second at most. */
  tell: () => void
}
