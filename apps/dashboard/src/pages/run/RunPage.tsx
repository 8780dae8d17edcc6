import type { Id } from '@hilo/protocol'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useState } from 'react'
import { useConversation } from '../../api/conversations.ts'
import type { Journal } from '../../api/merge.ts'
import type { RunAction } from '../../api/run-actions.ts'
import { useJournal } from '../../api/runs.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { BackButton } from '../../ui/Back.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { MEDIUM, useMedia } from '../../ui/media.ts'
import { Pane, PaneBody, PaneHeader, Panes, Section, Toolbar } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { ConversationPane } from '../conversation/ConversationPane.tsx'
import { nameOf } from '../conversation/name.ts'
import { failingStepOf } from './failing-step.ts'
import { RunActions } from './RunActions.tsx'
import { LoadingRun, RunView } from './RunView.tsx'
import { STATUS_TONE } from './status.ts'

/** One run: the conversation beside its journal; on a small screen one of the two. */
export function RunPage() {
  const words = useWords()
  const { runId } = useParams({ from: '/app/runs/$runId' })
  const { thread } = useSearch({ from: '/app/runs/$runId' })
  const navigate = useNavigate()
  const journal = useJournal(runId)
  const isMedium = useMedia(MEDIUM)
  const isShowingThread = isMedium && thread === true

  const leave = () => void navigate({ to: '/runs' })
  const show = (isThread: boolean) =>
    void navigate({
      to: '/runs/$runId',
      params: { runId },
      search: { thread: isThread || undefined },
      replace: true,
    })
  const back = isShowingThread ? () => show(false) : leave
  useShortcuts([{ key: 'Escape', label: words.shortcuts.back, run: back }])

  const withRun = !isShowingThread
  const withThread = isMedium ? isShowingThread : true
  return (
    <Panes>
      <PageTitle page={journal.data?.run.backend.name ?? words.run.label} />
      {withRun && (
        <RunPane
          runId={runId}
          journal={journal}
          onBack={leave}
          onThread={isMedium ? () => show(true) : undefined}
        />
      )}
      {withThread && journal.data && (
        <ConversationPane
          key={journal.data.run.conversationId}
          conversationId={journal.data.run.conversationId}
          onBack={isMedium ? () => show(false) : undefined}
        />
      )}
      {withThread && !journal.data && (
        <Pane kind="main" label={words.thread.label}>
          {null}
        </Pane>
      )}
    </Panes>
  )
}

type PaneProps = {
  runId: Id
  journal: ReturnType<typeof useJournal>
  onBack: () => void
  onThread: (() => void) | undefined
}

function RunPane({ journal, onBack, onThread }: PaneProps) {
  const words = useWords()
  const run = journal.data?.run
  return (
    <Pane kind="wide" role={onThread ? 'main' : 'complementary'} label={words.run.label}>
      <PaneHeader>
        <Inline gap={2} isFilling>
          <BackButton label={words.runs.back} shortcut="Esc" onClick={onBack} />
          <Text as="h1" isStrong isTruncated>
            {run?.backend.name ?? words.run.label}
          </Text>
          {run && <Badge tone={STATUS_TONE[run.status]}>{words.run.status[run.status]}</Badge>}
        </Inline>
        {onThread && <IconButton icon={MessagesSquare} label={words.runs.thread} onClick={onThread} />}
      </PaneHeader>
      {journal.data && <Controls key={journal.data.run.id} journal={journal.data} />}
      <PaneBody>
        <Section title={words.runs.inspect}>
          {journal.isPending && <LoadingRun />}
          {journal.error && !run && (
            <ErrorState
              title={words.run.error}
              reason={explainError(journal.error)}
              onRetry={() => void journal.refetch()}
            />
          )}
          {run && <RunView key={run.id} summary={run} />}
        </Section>
      </PaneBody>
    </Pane>
  )
}

/** Whose run it is, and what can be done to it. */
function Controls({ journal: { run, entries } }: { journal: Journal }) {
  const words = useWords()
  const conversation = useConversation(run.conversationId).data
  const [asking, ask] = useState<RunAction['type'] | null>(null)
  const isEnded = run.status === 'done' || run.status === 'cancelled'
  if (isEnded && !failingStepOf(run, entries) && asking === null) return null
  return (
    <Toolbar label={words.runActions.label}>
      <Inline isFilling isSpread isWrapping>
        <Text size="sm" tone="muted" isTruncated>
          {conversation ? nameOf(conversation, words) : ''}
        </Text>
        <RunActions
          {...{ run, entries, asking }}
          isHeldByPeople={conversation?.holder === 'human'}
          onAsk={ask}
        />
      </Inline>
    </Toolbar>
  )
}
