import type { Id, ListedRun } from '@hilo/protocol'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useRetryRuns } from '../../api/run-actions.ts'
import { useSession } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Strip } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'

/** As many as the server takes at once. */
const AT_ONCE_MAX = 200

type Props = {
  runs: readonly ListedRun[]
  selected: ReadonlySet<Id>
  hasMore: boolean
  onClear: () => void
}

/** Over the queue of failed runs: retries those selected, or all that are shown. */
export function BulkRetry({ runs, selected, hasMore, onClear }: Props) {
  const words = useWords()
  const { member } = useSession()
  const [isOpen, setOpen] = useState(false)
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
          onClick={() => setOpen(true)}
        >
          {words.runs.retryAll(chosen.length)}
        </Button>
      </Inline>
      {isOpen && <RetryDialog runs={chosen} onClose={() => setOpen(false)} onDone={onClear} />}
    </Strip>
  )
}

type DialogProps = { runs: readonly ListedRun[]; onClose: () => void; onDone: () => void }

function RetryDialog({ runs, onClose, onDone }: DialogProps) {
  const words = useWords()
  const retry = useRetryRuns()
  // The list goes on changing behind the dialog; what was asked about does not.
  const [asked] = useState(runs)
  const refused = retry.data?.filter((result) => result.refused !== null) ?? []

  const submit = () =>
    retry.mutate(
      asked.map(({ id: runId, generation, length }) => ({ runId, generation, length })),
      {
        onSuccess(results) {
          onDone()
          const failed = results.filter((result) => result.refused !== null).length
          if (failed > 0) return
          toast({ tone: 'plain', title: words.runs.bulkResult(results.length, 0) })
          onClose()
        },
      },
    )

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.runs.bulkTitle(asked.length)}
      closeLabel={words.shortcuts.close}
    >
      {retry.data ? (
        <Stack gap={3}>
          <Text as="p">{words.runs.bulkResult(retry.data.length - refused.length, refused.length)}</Text>
          {refused.map(({ runId, refused: why }) => (
            <Stack key={runId} gap={0}>
              <Text size="sm" isStrong>
                {asked.find(({ id }) => id === runId)?.contact.name ?? words.list.unnamed}
              </Text>
              <Text size="sm" tone="fail">
                {why?.message}
              </Text>
            </Stack>
          ))}
        </Stack>
      ) : (
        <Stack gap={4}>
          <Text as="p" size="sm" tone="muted">
            {words.runs.bulkBody}
          </Text>
          {retry.error && (
            <Text as="p" size="sm" tone="fail">
              {explainError(retry.error)}
            </Text>
          )}
          <Inline gap={2}>
            <Button variant="primary" onClick={submit} disabledReason={retry.isPending && words.runs.working}>
              {words.runs.retryAll(asked.length)}
            </Button>
            <Button variant="ghost" onClick={onClose}>
              {words.runActions.keep}
            </Button>
          </Inline>
        </Stack>
      )}
    </Dialog>
  )
}
