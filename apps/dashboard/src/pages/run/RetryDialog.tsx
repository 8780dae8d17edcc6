import type { ListedRun } from '@hilo/protocol'
import { useState } from 'react'
import { useRetryRuns } from '../../api/run-actions.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { VersionChoice } from './VersionChoice.tsx'

/** `runs` are those asked about: the list goes on changing behind the dialog. */
type Props = { runs: readonly ListedRun[]; onClose: () => void; onDone: () => void }

/** Asks before the runs are retried, and says which were refused. */
export function RetryDialog({ runs: asked, onClose, onDone }: Props) {
  const words = useWords()
  const retry = useRetryRuns()
  const [isOnActive, setOnActive] = useState(true)
  const refused = retry.data?.filter((result) => result.refused !== null) ?? []

  const submit = () =>
    retry.mutate(
      {
        runs: asked.map(({ id: runId, generation, length }) => ({ runId, generation, length })),
        onActive: isOnActive,
      },
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
          <VersionChoice own={null} active={null} isOnActive={isOnActive} onChange={setOnActive} />
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
