import type { Backend, BackendVersion } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { promote, startVersion, useChange, useVersions } from '../../api/backends.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { Doing } from './Doing.tsx'
import { DraftDialog } from './DraftDialog.tsx'
import { MigrateDialog } from './MigrateDialog.tsx'
import { RemotePlace } from './RemotePlace.tsx'
import { RunSummary } from './RunSummary.tsx'
import { SplitDialog } from './SplitDialog.tsx'
import { TrafficPart } from './TrafficPart.tsx'

/** Which version new runs use, and all versions there are. */
export function VersionsTab({ backend }: { backend: Backend }) {
  const { versions: words, errors } = useWords()
  const pages = useVersions(backend.name)
  const [asked, ask] = useState<{ what: Asked; version: BackendVersion } | null>(null)
  const close = () => ask(null)
  const versions = pages.data?.pages.flatMap((page) => page.versions) ?? []
  if (pages.isPending) return <LoadingRows label={words.all} />
  if (pages.error && !pages.data) {
    const retry = () => void pages.refetch()
    return <ErrorState title={words.error} reason={explainError(pages.error)} onRetry={retry} />
  }
  return (
    <>
      <TrafficPart backend={backend} versions={versions} />
      <Part title={words.all}>
        <Rows label={words.all}>
          {versions.map((version) => (
            <VersionRow
              key={version.id}
              {...{ backend, version }}
              isOnly={versions.length < 2}
              onAsk={(what) => ask({ what, version })}
            />
          ))}
        </Rows>
        {pages.hasNextPage && (
          <Inline>
            <Button onClick={() => void pages.fetchNextPage()}>{words.more}</Button>
          </Inline>
        )}
        {pages.isFetchNextPageError && <Text tone="fail">{errors.title}</Text>}
      </Part>
      {asked?.what === 'split' && <SplitDialog {...{ backend, ...asked }} onClose={close} />}
      {asked?.what === 'draft' && <DraftDialog {...{ backend, ...asked }} onClose={close} />}
      {asked?.what === 'migrate' && <MigrateDialog {...{ backend, versions, ...asked }} onClose={close} />}
    </>
  )
}

type Asked = 'split' | 'draft' | 'migrate'
type RowProps = {
  backend: Backend
  version: BackendVersion
  isOnly: boolean
  onAsk: (what: Asked) => void
}

function VersionRow({ backend, version, isOnly, onAsk }: RowProps) {
  const { hash, note, pause, remote } = version
  return (
    <ItemRow end={<VersionActions {...{ backend, version, isOnly, onAsk }} />}>
      <Inline isWrapping>
        <Text isMono isStrong title={hash}>
          {hash.slice(0, 8)}
        </Text>
        <VersionBadges backend={backend} version={version} />
      </Inline>
      {note && <Text size="sm">{note}</Text>}
      {remote && <RemotePlace remote={remote} />}
      {pause && (
        <Text size="sm" tone="fail">
          {pause.reason}
        </Text>
      )}
      <Doing at={version.deployedAt} by={version.deployedBy} />
      <Inline isWrapping>
        <RunSummary runs={version.runs} />
        <RunsLink backend={backend} version={version} />
      </Inline>
    </ItemRow>
  )
}

function RunsLink({ backend, version }: Pick<RowProps, 'backend' | 'version'>) {
  const { versions: words } = useWords()
  if (Object.values(version.runs).every((count) => count === 0)) return null
  return (
    <Link
      to="/runs"
      search={{ backendId: backend.id, version: version.hash.slice(0, 8) }}
      className={TEXT_LINK}
    >
      {words.showRuns}
    </Link>
  )
}

function VersionActions({ backend, version, isOnly, onAsk }: RowProps) {
  const { backends: words, versions } = useWords()
  const readOnly = useReadOnlyReason()
  const start = useChange(() => startVersion(backend, version.id))
  const change = useChange(() => promote(backend, version.id))
  const { activeVersionId } = backend.traffic
  const said = {
    onSuccess: () => toast({ tone: 'plain', title: versions.promoted(version.hash.slice(0, 8)) }),
  }
  return (
    <>
      {version.pause && (
        <Button
          hint={versions.startHint}
          disabledReason={readOnly ?? (start.isPending && words.saving)}
          onClick={() => start.mutate(undefined, { onError: sayRefused })}
        >
          {versions.start}
        </Button>
      )}
      {version.runs.waiting > 0 && (
        <Button
          hint={versions.migrateHint}
          disabledReason={readOnly ?? (isOnly && versions.migrateOnly)}
          onClick={() => onAsk('migrate')}
        >
          {versions.migrate}
        </Button>
      )}
      {version.id !== activeVersionId && (
        <>
          <Button
            hint={versions.draftHint}
            disabledReason={readOnly ?? (activeVersionId === null && versions.splitNone)}
            onClick={() => onAsk('draft')}
          >
            {versions.draft}
          </Button>
          <Button
            hint={versions.splitHint}
            disabledReason={readOnly ?? (activeVersionId === null && versions.splitNone)}
            onClick={() => onAsk('split')}
          >
            {versions.split}
          </Button>
          <Button
            hint={versions.promoteHint}
            disabledReason={readOnly ?? (change.isPending && words.saving)}
            onClick={() => change.mutate(undefined, { ...said, onError: sayRefused })}
          >
            {versions.promote}
          </Button>
        </>
      )}
    </>
  )
}

function VersionBadges({ backend, version }: Pick<RowProps, 'backend' | 'version'>) {
  const { badges } = useWords().versions
  const { activeVersionId, split, draft } = backend.traffic
  return (
    <>
      {activeVersionId === version.id && <Badge tone="done">{badges.active}</Badge>}
      {split?.versionId === version.id && <Badge tone="accent">{badges.split(split.percent)}</Badge>}
      {draft?.versionId === version.id && <Badge>{badges.draft}</Badge>}
      {version.pause && <Badge tone="fail">{badges.paused}</Badge>}
    </>
  )
}
