import type { MessageStatus } from '@hilo/protocol'
import { Ban, Check, CheckCheck, CircleAlert, CircleHelp, Clock } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Sign } from '../../ui/Frame.tsx'
import { Text } from '../../ui/Text.tsx'

const LOOK = {
  queued: { icon: Clock, tone: 'faint' },
  sending: { icon: Clock, tone: 'faint' },
  unconfirmed: { icon: CircleHelp, tone: 'wait' },
  accepted: { icon: Check, tone: 'faint' },
  sent: { icon: Check, tone: 'muted' },
  delivered: { icon: CheckCheck, tone: 'muted' },
  read: { icon: CheckCheck, tone: 'accent' },
  failed: { icon: CircleAlert, tone: 'fail' },
  cancelled: { icon: Ban, tone: 'faint' },
} as const

/** How far a message has come: clock, one tick, two, read, or what went wrong. */
export function Ticks({ status, text }: { status: MessageStatus; text?: string }) {
  const { thread } = useWords()
  const { icon: Icon, tone } = LOOK[status]
  const label = text ?? thread.status[status]
  return (
    <Sign label={label}>
      <Text tone={tone}>
        <Icon size={14} strokeWidth={2} aria-hidden />
      </Text>
    </Sign>
  )
}
