import type { BackendMetrics } from '@hilo/protocol'
import type { RunFilter } from '../../api/keys.ts'
import { useLanguage } from '../../i18n/language.ts'
import { ItemRow, Rows } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { RunsLink } from './RunsLink.tsx'

type Counted = {
  name: string
  count: number
  /** Null where no filter finds these runs. */
  filter: RunFilter | null
}

/** Things that were counted, each leading to its runs. */
export function CountRows({
  label,
  metrics,
  rows,
}: {
  label: string
  metrics: BackendMetrics
  rows: readonly Counted[]
}) {
  const language = useLanguage()
  return (
    <Rows label={label}>
      {rows.map(({ name, count, filter }) => (
        <ItemRow
          key={name}
          end={
            <Text>
              {filter ? (
                <RunsLink metrics={metrics} filter={filter}>
                  {count.toLocaleString(language)}
                </RunsLink>
              ) : (
                count.toLocaleString(language)
              )}
            </Text>
          }
        >
          <Text>{name}</Text>
        </ItemRow>
      ))}
    </Rows>
  )
}
