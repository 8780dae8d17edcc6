import type { Alarm } from '@hilo/protocol'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** What is wrong, since when, and what to do about it. */
export function AlarmRow({ alarm, end }: { alarm: Alarm; end?: ReactNode }) {
  const { health, time } = useWords()
  const now = useNow()
  const { title, body } = health.alarms.kinds[alarm.kind]
  const when = alarm.endedAt
    ? health.alarms.ended(relativeTime(alarm.endedAt, now, time))
    : health.alarms.since(relativeTime(alarm.beganAt, now, time))
  const tone = alarm.severity === 'error' ? 'fail' : 'wait'
  return (
    <ItemRow end={end}>
      <Inline isWrapping>
        <Text isStrong={!alarm.isRead && !alarm.endedAt}>{title}</Text>
        <Badge>{alarm.inbox?.name ?? alarm.tests?.setName}</Badge>
        <Badge tone={alarm.endedAt ? 'done' : tone}>{when}</Badge>
      </Inline>
      {!alarm.endedAt && (
        <Text size="sm" tone="muted">
          {alarm.tests ? `${health.alarms.failing(alarm.tests.failing)} ${body}` : body}
        </Text>
      )}
    </ItemRow>
  )
}
