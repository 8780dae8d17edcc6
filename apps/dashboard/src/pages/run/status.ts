import type { RunStatus } from '@hilo/protocol'
import type { Tone } from '../../ui/Badge.tsx'

/** The colour of a run's status. */
export const STATUS_TONE: Record<RunStatus, Tone> = {
  running: 'accent',
  waiting: 'plain',
  done: 'done',
  failed: 'fail',
  cancelled: 'plain',
}
