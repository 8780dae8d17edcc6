import type { Backend } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useBackends } from '../../api/backends.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column, ITEM_LINK } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { RunSummary } from './RunSummary.tsx'

/** The micro-backends of the org: what is active, how their runs stand, and what is missing. */
export function BackendsPage() {
  const { backends: words } = useWords()
  const { data, error, isPending, refetch } = useBackends()
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader>
        <Text as="h1" isStrong>
          {words.title}
        </Text>
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data?.backends.length === 0 && <EmptyState title={words.emptyTitle} body={words.emptyBody} />}
      {data && data.backends.length > 0 && (
        <PaneBody>
          <Column>
            <BackendLinks backends={data.backends} />
            <Text as="p" size="xs" tone="muted">
              {data.isolation}
            </Text>
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function BackendLinks({ backends }: { backends: readonly Backend[] }) {
  return (
    <nav className="flex flex-col rounded-md border border-line bg-surface">
      {backends.map((backend) => (
        <Link
          key={backend.id}
          to="/backends/$name"
          params={{ name: backend.name }}
          search={{ tab: 'versions' }}
          className={ITEM_LINK}
        >
          <BackendLine backend={backend} />
        </Link>
      ))}
    </nav>
  )
}

function BackendLine({ backend }: { backend: Backend }) {
  const { backends: words, versions } = useWords()
  const { runs, version, traffic, pauses, missingSecrets } = backend
  return (
    <>
      <Stack gap={1}>
        <Text isStrong>{backend.name}</Text>
        <Text size="sm" tone="muted">
          {version ? words.version(version) : words.noVersion}
        </Text>
      </Stack>
      <Inline isWrapping>
        {missingSecrets.length > 0 && (
          <Badge tone="wait" title={missingSecrets.join(', ')}>
            {words.missing(missingSecrets.length)}
          </Badge>
        )}
        {pauses.length > 0 && <Badge tone="fail">{versions.badges.paused}</Badge>}
        {traffic.split && <Badge tone="accent">{versions.badges.split(traffic.split.percent)}</Badge>}
        {traffic.draft && <Badge>{versions.badges.draft}</Badge>}
        <RunSummary runs={runs} />
      </Inline>
    </>
  )
}
