import type { Id, ListedRun } from '@hilo/protocol'
import { RotateCcw } from 'lucide-react'
import { useSession } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Strip } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** As many as the server takes at once. */
const AT_ONCE_MAX = 200

type Props = {
  runs: readonly ListedRun[]
  selected: ReadonlySet<Id>
  hasMore: boolean
  onAsk: (runs: readonly ListedRun[]) => void
  onClear: () => void
}

/** Over the queue of failed runs: asks to retry those selected, or all that are shown. */
export function BulkRetry({ runs, selected, hasMore, onAsk, onClear }: Props) {
  const words = useWords()
  const { member } = useSession()
  const chosen = (selected.size > 0 ? runs.filter(({ id }) => selected.has(id)) : runs).slice(0, AT_ONCE_MAX)
  const shown = `${runs.length}${hasMore ? '+' : ''}`
  return (
    <Strip>
      <Text size="sm" tone="muted">
        {selected.size > 0 ? words.runs.selected(selected.size) : words.runs.failedShown(shown)}
      </Text>
      <Inline gap={1}>
        {selected.size > 0 && (
          <Button variant="ghost" onClick={onClear}>
            {words.runs.clearSelection}
          </Button>
        )}
        <Button
          icon={RotateCcw}
          disabledReason={member.role === 'agent' && words.runActions.needsAdmin}
          onClick={() => onAsk(chosen)}
        >
          {words.runs.retryAll(chosen.length)}
        </Button>
      </Inline>
    </Strip>
  )
}
