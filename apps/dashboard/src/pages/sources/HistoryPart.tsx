import type { Source, SourceImport } from '@hilo/protocol'
import { useImports } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { reasonTone, STATUS_TONES } from './status.ts'

/** The imports before the last one. */
export function HistoryPart({ source: { id, origin } }: { source: Source }) {
  const { sources: words } = useWords()
  const earlier = useImports(id).data?.slice(1) ?? []
  if (earlier.length === 0) return null
  return (
    <Part title={words.history}>
      <Rows label={words.history}>
        {earlier.map((one) => (
          <ImportRow key={one.id} of={one} isOfFile={origin === 'file'} />
        ))}
      </Rows>
    </Part>
  )
}

function ImportRow({ of, isOfFile }: { of: SourceImport; isOfFile: boolean }) {
  const { sources: words } = useWords()
  const language = useLanguage()
  const { startedAt, status, cause, reason, counts } = of
  const number = (count: number) => count.toLocaleString(language)
  const why = cause === 'member' ? words.byMember : words.bySchedule
  const said = isOfFile ? words.ofFile : words
  const rest = (counts.skipped ?? 0) + (counts.failed ?? 0) + (counts.gone ?? 0)
  return (
    <ItemRow end={<Badge tone={STATUS_TONES[status]}>{words.statuses[status]}</Badge>}>
      <Text>{`${fullTime(startedAt, language)}, ${why}`}</Text>
      <Text size="sm" tone="muted">
        {said.counts(number(counts.taken ?? 0), number(counts.unchanged ?? 0), number(rest))}
      </Text>
      {reason && (
        <Text size="sm" tone={reasonTone(of)}>
          {words.reasons[reason]}
        </Text>
      )}
    </ItemRow>
  )
}
