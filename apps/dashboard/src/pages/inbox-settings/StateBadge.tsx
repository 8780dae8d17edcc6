import type { InboxState } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'

const TONES: Record<InboxState, Tone> = {
  connected: 'done',
  paused: 'wait',
  reconnect: 'fail',
  disconnected: 'plain',
}

/** How an inbox stands, in a word. */
export function StateBadge({ state }: { state: InboxState }) {
  const { connect: words } = useWords()
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>
}
