import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useBackend } from '../../api/backends.ts'
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
import { MetricsTab } from '../metrics/MetricsTab.tsx'
import { ConfigTab } from './ConfigTab.tsx'
import { PausedNotices } from './PausedNotices.tsx'
import { SecretsTab } from './SecretsTab.tsx'
import { type BackendTab, TABS } from './tab.ts'
import { VersionsTab } from './VersionsTab.tsx'

/** One micro-backend: its versions and which of them new runs use, its metrics, config and secrets. */
export function BackendPage() {
  const { backends: words } = useWords()
  const { name } = useParams({ from: '/app/backends/$name' })
  const { tab } = useSearch({ from: '/app/backends/$name' })
  const { data: backend, error, isPending, refetch } = useBackend(name)
  return (
    <Pane kind="main" role="main" label={name}>
      <PageTitle page={name} />
      <PaneHeader tabs={<Tabs value={tab} />}>
        <Inline>
          <Link to="/backends" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          <Text as="h1" isStrong isTruncated>
            {name}
          </Text>
        </Inline>
      </PaneHeader>
      {backend && <PausedNotices backendId={backend.id} />}
      {isPending && <LoadingRows label={name} />}
      {error && !backend && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {backend && (
        <PaneBody>
          <Column>
            {tab === 'versions' && <VersionsTab backend={backend} />}
            {tab === 'metrics' && <MetricsTab name={name} />}
            {tab === 'config' && <ConfigTab name={name} />}
            {tab === 'secrets' && <SecretsTab name={name} />}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function Tabs({ value }: { value: BackendTab }) {
  const { backends: words } = useWords()
  const navigate = useNavigate({ from: '/backends/$name' })
  const options = TABS.map((tab) => ({ value: tab, label: words.tabs[tab] }))
  const choose = (tab: BackendTab) => void navigate({ search: { tab }, replace: true })
  return <TabRow label={words.views} value={value} options={options} onChange={choose} />
}
