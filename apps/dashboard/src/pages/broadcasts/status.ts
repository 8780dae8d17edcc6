import type { BroadcastStatus, RecipientStatus } from '@hilo/protocol'
import type { Tone } from '../../ui/Badge.tsx'

export const STATUS_TONES: Record<BroadcastStatus, Tone> = {
  ...{ scheduled: 'plain', gathering: 'accent', running: 'accent', paused: 'wait' },
  ...{ done: 'done', cancelled: 'plain' },
}

export const RECIPIENT_TONES: Record<RecipientStatus, Tone> = {
  ...{ queued: 'plain', sending: 'accent', sent: 'plain', delivered: 'done', read: 'done' },
  ...{ failed: 'fail', refused: 'wait', cancelled: 'plain' },
}
