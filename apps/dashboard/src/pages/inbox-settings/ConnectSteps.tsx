import type { ConnectStep, StepOutcome } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { Circle, CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { Connecting, Wish } from '../../api/inboxes.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { TestMessage } from './TestMessage.tsx'

const STEPS: ConnectStep[] = ['app', 'token', 'scopes', 'account', 'callback', 'subscription']

type Props = { connecting: Connecting; wish: Wish; onRetry: () => void; onChange: () => void }

/** What Meta says, one step after the other, and what to do about what is not in order. */
export function ConnectSteps({ connecting, wish, onRetry, onChange }: Props) {
  const { connect: words } = useWords()
  const { outcomes, current, inboxId, error } = connecting
  const isStopped = error !== null || outcomes.some(({ problem }) => problem !== null)
  return (
    <Stack gap={6}>
      <Part title={words.stepsTitle}>
        <Rows label={words.stepsTitle}>
          {STEPS.map((step) => (
            <StepRow
              key={step}
              step={step}
              isCurrent={step === current}
              outcome={outcomes.find((one) => one.step === step)}
            />
          ))}
        </Rows>
        {error && (
          <div role="alert">
            <Text tone="fail" size="sm">
              {explainError(error)}
            </Text>
          </div>
        )}
        {isStopped && (
          <Inline isWrapping>
            <Button variant="primary" onClick={onRetry}>
              {words.retry}
            </Button>
            <Button onClick={onChange}>{words.change}</Button>
          </Inline>
        )}
      </Part>
      {inboxId && (
        <Part title={words.connectedTitle(wish.name)}>
          <Text as="p">{words.connectedBody}</Text>
          {wish.input.channel === 'whatsapp' && <TestMessage inboxId={inboxId} />}
          <Inline>
            <Link
              to="/settings/inboxes/$inboxId"
              params={{ inboxId }}
              search={{ tab: 'settings' }}
              className={BUTTON_LINK}
            >
              {words.open}
            </Link>
          </Inline>
        </Part>
      )}
    </Stack>
  )
}

type RowProps = { step: ConnectStep; isCurrent: boolean; outcome: StepOutcome | undefined }

function StepRow({ step, isCurrent, outcome }: RowProps) {
  const { connect: words } = useWords()
  const problem = outcome?.problem
  return (
    <ItemRow end={<StepBadge isCurrent={isCurrent} outcome={outcome} />}>
      <Text isStrong tone={outcome || isCurrent ? 'ink' : 'muted'}>
        {words.steps[step]}
      </Text>
      {problem && (
        <div role="alert">
          <Text size="sm" tone="fail">
            {words.problems[problem](outcome.detail ?? '')}
          </Text>
        </div>
      )}
      {outcome?.lacksForComments && (
        <Text size="sm" tone="wait">
          {words.lacksForComments(outcome.lacksForComments.join(', '))}
        </Text>
      )}
      {outcome && !problem && outcome.detail && (
        <Text size="sm" tone="muted" isBroken>
          {outcome.detail}
        </Text>
      )}
    </ItemRow>
  )
}

function StepBadge({ isCurrent, outcome }: Omit<RowProps, 'step'>) {
  const { connect: words } = useWords()
  if (isCurrent) {
    return (
      <span role="status">
        <Badge icon={LoaderCircle}>{words.checking}</Badge>
      </span>
    )
  }
  if (!outcome) return <Badge icon={Circle}>{words.waits}</Badge>
  if (outcome.problem) {
    return (
      <Badge tone="fail" icon={CircleAlert}>
        {words.failed}
      </Badge>
    )
  }
  return (
    <Badge tone="done" icon={CircleCheck}>
      {words.passed}
    </Badge>
  )
}
