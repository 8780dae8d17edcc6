import type { Run, RunCall } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { STATUS_TONE } from './status.ts'

/** The run that called this one, and those that it called; nothing for a run alone. */
export function RunChain({ run, calls }: { run: Run; calls: readonly RunCall[] }) {
  const { run: words } = useWords()
  if (!run.parent && calls.length === 0) return null
  return (
    <Stack gap={2}>
      {run.parent && (
        <Stack gap={1}>
          <Text size="xs" tone="muted">
            {words.calledBy}
          </Text>
          <Inline>
            <Link to="/runs/$runId" params={{ runId: run.parent.id }} className={BUTTON_LINK}>
              {run.parent.backendName}
            </Link>
          </Inline>
        </Stack>
      )}
      {calls.length > 0 && (
        <Stack gap={1}>
          <Text size="xs" tone="muted">
            {words.calls}
          </Text>
          {calls.map(({ runId, backendName, status }) => (
            <Inline key={runId}>
              <Link to="/runs/$runId" params={{ runId }} className={BUTTON_LINK}>
                {backendName}
              </Link>
              <Badge tone={STATUS_TONE[status]}>{words.status[status]}</Badge>
            </Inline>
          ))}
        </Stack>
      )}
    </Stack>
  )
}
