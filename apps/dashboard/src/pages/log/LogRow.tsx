import type { LogEntry, Severity } from '@hilo/protocol'
import { CircleAlert, Dot, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { preciseTime } from '../../i18n/time.ts'
import { LogLine } from '../../ui/LogLine.tsx'
import { useNow } from '../../ui/now.ts'
import { Text } from '../../ui/Text.tsx'
import { logSentence } from './log-sentence.ts'

const ICONS = { info: Dot, warn: TriangleAlert, error: CircleAlert }
export const TONES = { info: 'faint', warn: 'wait', error: 'fail' } as const satisfies Record<
  Severity,
  string
>

type Props = {
  entry: LogEntry
  isOpen: boolean
  isCursor: boolean
  isTall: boolean
  onOpen: (entry: LogEntry) => void
}

/** One entry of the log as a line. */
export const LogRow = memo(function LogRow({ entry, onOpen, ...look }: Props) {
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  return (
    <LogLine
      {...look}
      time={preciseTime(entry.at, now, language)}
      icon={ICONS[entry.severity]}
      tone={TONES[entry.severity]}
      severity={words.log.severities[entry.severity]}
      kind={entry.kind}
      end={
        <Text size="xs" tone="faint">
          {[entry.contact?.name, entry.backend?.name].filter(Boolean).join(' · ')}
        </Text>
      }
      onOpen={() => onOpen(entry)}
    >
      {logSentence(entry, words)}
    </LogLine>
  )
})
