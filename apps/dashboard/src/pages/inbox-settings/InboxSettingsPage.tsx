import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useInbox } from '../../api/inboxes.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { Text } from '../../ui/Text.tsx'
import { ChannelIcon } from '../conversation/ChannelIcon.tsx'
import { EventsTab } from './EventsTab.tsx'
import { HealthTab } from './HealthTab.tsx'
import { LedgerTab } from './LedgerTab.tsx'
import { SettingsTab } from './SettingsTab.tsx'
import { StateBadge } from './StateBadge.tsx'
import { type InboxTab, TABS } from './tab.ts'

/** One inbox: what can be done about it, how it stands with its platform, what came in and went out, and why. */
export function InboxSettingsPage() {
  const { health: words } = useWords()
  const { inboxId } = useParams({ from: '/app/settings/inboxes/$inboxId' })
  const { tab } = useSearch({ from: '/app/settings/inboxes/$inboxId' })
  const { data: inbox, error, isPending, refetch } = useInbox(inboxId)
  const name = inbox?.name ?? ''
  return (
    <Pane kind="main" role="main" label={name}>
      <PageTitle page={name} />
      <PaneHeader tabs={<Tabs value={tab} />}>
        <Inline>
          <Link to="/settings/inboxes" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          {inbox && <ChannelIcon channel={inbox.channel} />}
          <Text as="h1" isStrong isTruncated>
            {name}
          </Text>
          {inbox && <StateBadge state={inbox.state} />}
        </Inline>
      </PaneHeader>
      {isPending && <LoadingRows label={words.views} />}
      {error && !inbox && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {inbox && tab === 'events' && <EventsTab inboxId={inboxId} />}
      {inbox && tab !== 'events' && (
        <PaneBody>
          <Column>
            {tab === 'settings' && <SettingsTab key={inbox.id} inbox={inbox} />}
            {tab === 'health' && <HealthTab inboxId={inboxId} />}
            {tab === 'ledger' && <LedgerTab inboxId={inboxId} />}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function Tabs({ value }: { value: InboxTab }) {
  const { health: words } = useWords()
  const navigate = useNavigate({ from: '/settings/inboxes/$inboxId' })
  const options = TABS.map((tab) => ({ value: tab, label: words.tabs[tab] }))
  const choose = (tab: InboxTab) => void navigate({ search: { tab }, replace: true })
  return <TabRow label={words.views} value={value} options={options} onChange={choose} />
}
