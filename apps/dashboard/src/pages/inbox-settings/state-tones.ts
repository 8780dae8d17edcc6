import type { WebhookEventState } from '@hilo/protocol'
import type { Tone } from '../../ui/Badge.tsx'

export const STATE_TONES: Record<WebhookEventState, Tone> = {
  ...{ processed: 'done', waiting: 'wait', unhandled: 'plain', failed: 'fail' },
  ...{ quarantined: 'wait', unknown: 'wait' },
}
