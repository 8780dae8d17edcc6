import type { Migrated } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Rows } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'

/** As many as are read. */
const SHOWN_MAX = 20

/** The runs that stay on their version, with the reason, and the way to each. */
export function RefusedRuns({ results }: { results: readonly Migrated[] }) {
  const { runs, versions: words } = useWords()
  const staying = results.filter(({ outcome }) => outcome !== 'migrated')
  if (staying.length === 0) return null
  return (
    <>
      <Rows label={words.migrateStaying}>
        {staying.slice(0, SHOWN_MAX).map(({ runId, reason }) => (
          <ItemRow
            key={runId}
            end={
              <Link to="/runs/$runId" params={{ runId }} className={BUTTON_LINK}>
                {runs.open}
              </Link>
            }
          >
            <Text size="sm">{reason}</Text>
          </ItemRow>
        ))}
      </Rows>
      {staying.length > SHOWN_MAX && (
        <Text size="sm" tone="muted">
          {words.migrateMore(staying.length - SHOWN_MAX)}
        </Text>
      )}
    </>
  )
}
