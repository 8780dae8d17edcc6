import { useState } from 'react'
import { useConversationList } from '../../api/conversations.ts'
import type { ListFilter } from '../../api/keys.ts'
import { usePlayground } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { PageTitle } from '../../ui/Frame.tsx'
import { MEDIUM, NARROW, useMedia } from '../../ui/media.ts'
import { Pane, PaneHeader, Panes } from '../../ui/Pane.tsx'
import { SkeletonThread } from '../../ui/Skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { ContextPane } from '../conversation/ContextPane.tsx'
import { ConversationPane } from '../conversation/ConversationPane.tsx'
import { DevicePane } from './DevicePane.tsx'
import { conversationOf, type Device, devicesOf } from './devices.ts'

// A closed conversation stays on the bench, so that it can be reopened or begun again.
const ALL: ListFilter = { status: 'all' }

/** Simulated phones and the widget beside the conversation that they begin and the run that answers it. */
export function PlaygroundPage() {
  const words = useWords()
  const playground = usePlayground()
  if (playground.data) {
    return (
      <>
        <PageTitle page={words.playground.title} />
        <Bench devices={devicesOf(playground.data, words.playground.site)} />
      </>
    )
  }
  const isMissing = playground.error && 'code' in playground.error && playground.error.code === 'not_found'
  return (
    <Pane kind="main" role="main" label={words.playground.title}>
      {playground.isPending && <SkeletonThread label={words.playground.title} />}
      {isMissing && <EmptyState title={words.playground.missingTitle} body={words.playground.missingBody} />}
      {playground.error && !isMissing && (
        <ErrorState
          title={words.playground.error}
          reason={explainError(playground.error)}
          onRetry={() => void playground.refetch()}
        />
      )}
    </Pane>
  )
}

type View = 'device' | 'conversation' | 'run'

/** A phone has room for one of the three at a time, a small laptop for two. */
function Bench({ devices }: { devices: readonly Device[] }) {
  const isNarrow = useMedia(NARROW)
  const isMedium = useMedia(MEDIUM)
  const [deviceKey, setDeviceKey] = useState(devices[0]?.key)
  const [view, setView] = useState<View>('device')
  const device = devices.find(({ key }) => key === deviceKey) ?? devices[0]
  const list = useConversationList(ALL)
  const conversation = device && conversationOf(device, list.conversations ?? [])

  const views: readonly View[] = isNarrow ? ['device', 'conversation', 'run'] : ['conversation', 'run']
  const shown = views.includes(view) ? view : 'conversation'
  const withDevice = !isNarrow || shown === 'device'
  const withThread = isMedium ? shown === 'conversation' : true
  const withRun = isMedium ? shown === 'run' : true
  return (
    <Workbench tabs={isMedium && <ViewTabs views={views} value={shown} onChange={setView} />}>
      {withDevice && device && <DevicePane devices={devices} device={device} onChoose={setDeviceKey} />}
      {withThread && conversation && (
        <ConversationPane key={conversation.id} conversationId={conversation.id} />
      )}
      {withThread && !conversation && <NothingYet />}
      {withRun && conversation && (
        <ContextPane key={`${conversation.id} run`} conversationId={conversation.id} />
      )}
      {isMedium && withRun && !conversation && <NothingYet />}
    </Workbench>
  )
}

function Workbench({ tabs, children }: { tabs: React.ReactNode; children: React.ReactNode }) {
  const { playground } = useWords()
  if (!tabs) return <Panes>{children}</Panes>
  return (
    <Pane kind="main" label={playground.title}>
      <PaneHeader>{tabs}</PaneHeader>
      <Panes>{children}</Panes>
    </Pane>
  )
}

type ViewTabsProps = { views: readonly View[]; value: View; onChange: (view: View) => void }

function ViewTabs({ views, value, onChange }: ViewTabsProps) {
  const { playground } = useWords()
  const labels = {
    device: playground.deviceTab,
    conversation: playground.conversationTab,
    run: playground.runTab,
  }
  const options = views.map((view) => ({ value: view, label: labels[view] }))
  return <TabRow label={playground.views} value={value} options={options} onChange={onChange} />
}

function NothingYet() {
  const { playground } = useWords()
  return (
    <Pane kind="main" role="main" label={playground.conversationTab}>
      <EmptyState title={playground.waiting} body={playground.waitingBody} />
    </Pane>
  )
}
