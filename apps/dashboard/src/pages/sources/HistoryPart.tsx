import type { Id, SourceImport } from '@hilo/protocol'
import { useImports } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { reasonTone, STATUS_TONES } from './status.ts'

/** The imports before the last one. */
export function HistoryPart({ sourceId }: { sourceId: Id }) {
  const { sources: words } = useWords()
  const earlier = useImports(sourceId).data?.slice(1) ?? []
  if (earlier.length === 0) return null
  return (
    <Part title={words.history}>
      <Rows label={words.history}>
        {earlier.map((one) => (
          <ImportRow key={one.id} of={one} />
        ))}
      </Rows>
    </Part>
  )
}

function ImportRow({ of }: { of: SourceImport }) {
  const { sources: words } = useWords()
  const language = useLanguage()
  const { startedAt, status, cause, reason, counts } = of
  const number = (count: number) => count.toLocaleString(language)
  const why = cause === 'member' ? words.byMember : words.bySchedule
  const rest = (counts.skipped ?? 0) + (counts.failed ?? 0) + (counts.gone ?? 0)
  return (
    <ItemRow end={<Badge tone={STATUS_TONES[status]}>{words.statuses[status]}</Badge>}>
      <Text>{`${fullTime(startedAt, language)}, ${why}`}</Text>
      <Text size="sm" tone="muted">
        {words.counts(number(counts.taken ?? 0), number(counts.unchanged ?? 0), number(rest))}
      </Text>
      {reason && (
        <Text size="sm" tone={reasonTone(of)}>
          {words.reasons[reason]}
        </Text>
      )}
    </ItemRow>
  )
}
