import type { RunFilter } from '../../api/keys.ts'
import { useSession } from '../../api/session.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { dayRange } from '../../i18n/time.ts'
import { FilterChip } from '../../ui/FilterBar.tsx'

/** The figure of the metrics whose runs are shown. Its parts can be taken away, not chosen. */
export function FigureChips({ filter, onShow }: { filter: RunFilter; onShow: (next: RunFilter) => void }) {
  const { metrics: words } = useWords()
  const language = useLanguage()
  const { org } = useSession()
  const { question, stopped, reason, outcome, since, until, ...rest } = filter
  if (!since || !until) return null
  const period = { since, until }
  return (
    <>
      {question && (
        <Chip
          name={words.atQuestion(question, stopped ? words.stopped[stopped] : words.reached)}
          onRemove={() => onShow({ ...rest, ...period, ...(outcome && { outcome }) })}
        />
      )}
      {reason && (
        <Chip
          name={words.forReason(reason)}
          onRemove={() => onShow({ ...rest, ...period, ...(outcome && { outcome }) })}
        />
      )}
      {outcome && (
        <Chip
          name={words.withOutcome(outcome)}
          onRemove={() => {
            const { outcome: _, ...others } = filter
            onShow(others)
          }}
        />
      )}
      <Chip name={dayRange(period, org.timeZone, language)} onRemove={() => onShow(rest)} />
    </>
  )
}

function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { log } = useWords()
  return <FilterChip name={name} remove={log.removeFilter(name)} onRemove={onRemove} />
}
