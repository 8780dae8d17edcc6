import type { Backend, Id, Pause } from '@hilo/protocol'
import { startVersion, useChange, usePausing } from '../../api/backends.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Strip } from '../../ui/Pane.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'

/**
 * Says of each version in use that is paused that its new runs go to people, and lets an admin start it
 * again: of one micro-backend, or of all.
 */
export function PausedNotices({ backendId }: { backendId?: Id | undefined }) {
  const backends = usePausing().filter(({ id }) => backendId === undefined || id === backendId)
  return backends.flatMap((backend) =>
    backend.pauses.map((pause) => <PausedNotice key={pause.versionId} backend={backend} pause={pause} />),
  )
}

function PausedNotice({ backend, pause }: { backend: Backend; pause: Pause }) {
  const { backends, versions: words } = useWords()
  const readOnly = useReadOnlyReason()
  const start = useChange(() => startVersion(backend, pause.versionId))
  const onStart = () =>
    start.mutate(undefined, {
      onSuccess: () => toast({ tone: 'plain', title: words.started(pause.version) }),
      onError: (error) => toast({ tone: 'fail', title: explainError(error) }),
    })
  return (
    <div role="status">
      <Strip tone="wait">
        <Stack gap={0}>
          <Text size="sm" isStrong>
            {words.pausedTitle(backend.name, pause.version)}
          </Text>
          <Text size="xs" tone="muted">
            {words.pausedBody(pause.reason)}
          </Text>
        </Stack>
        <Button
          hint={words.startHint}
          disabledReason={readOnly ?? (start.isPending && backends.saving)}
          onClick={onStart}
        >
          {words.start}
        </Button>
      </Strip>
    </div>
  )
}
