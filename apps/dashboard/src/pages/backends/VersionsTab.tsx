import type { Backend, BackendVersion } from '@hilo/protocol'
import { useState } from 'react'
import { promote, startVersion, useChange, useVersions } from '../../api/backends.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { Doing } from './Doing.tsx'
import { LoadingRows } from './LoadingRows.tsx'
import { RunSummary } from './RunSummary.tsx'
import { useReadOnlyReason } from './read-only.ts'
import { sayRefused } from './refusal.ts'
import { SplitDialog } from './SplitDialog.tsx'
import { TrafficPart } from './TrafficPart.tsx'

/** Which version new runs use, and all versions there are. */
export function VersionsTab({ backend }: { backend: Backend }) {
  const { versions: words, errors } = useWords()
  const pages = useVersions(backend.name)
  const [splitting, split] = useState<BackendVersion | null>(null)
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
            <VersionRow key={version.id} {...{ backend, version }} onSplit={() => split(version)} />
          ))}
        </Rows>
        {pages.hasNextPage && (
          <Inline>
            <Button onClick={() => void pages.fetchNextPage()}>{words.more}</Button>
          </Inline>
        )}
        {pages.isFetchNextPageError && <Text tone="fail">{errors.title}</Text>}
      </Part>
      {splitting && <SplitDialog backend={backend} version={splitting} onClose={() => split(null)} />}
    </>
  )
}

type RowProps = { backend: Backend; version: BackendVersion; onSplit: () => void }

function VersionRow({ backend, version, onSplit }: RowProps) {
  const { hash, note, pause } = version
  return (
    <ItemRow end={<VersionActions {...{ backend, version, onSplit }} />}>
      <Inline isWrapping>
        <Text isMono isStrong title={hash}>
          {hash.slice(0, 8)}
        </Text>
        <VersionBadges backend={backend} version={version} />
      </Inline>
      {note && <Text size="sm">{note}</Text>}
      {pause && (
        <Text size="sm" tone="fail">
          {pause.reason}
        </Text>
      )}
      <Doing at={version.deployedAt} by={version.deployedBy} />
      <RunSummary runs={version.runs} />
    </ItemRow>
  )
}

function VersionActions({ backend, version, onSplit }: RowProps) {
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
      {version.id !== activeVersionId && (
        <>
          <Button
            hint={versions.splitHint}
            disabledReason={readOnly ?? (activeVersionId === null && versions.splitNone)}
            onClick={onSplit}
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
