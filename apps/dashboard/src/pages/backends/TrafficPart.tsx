import type { Actor, Backend, BackendVersion, Id } from '@hilo/protocol'
import { rollBack, draft as setDraft, split, useChange } from '../../api/backends.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { Doing } from './Doing.tsx'
import { Unreached } from './Unreached.tsx'

type Props = { backend: Backend; versions: readonly BackendVersion[] }

/** What new runs use: the active version, the split and the draft, with the way out of each. */
export function TrafficPart({ backend, versions }: Props) {
  const { versions: words } = useWords()
  const { activeVersionId, split: part, splitAt, splitBy, draft, draftAt, draftBy } = backend.traffic
  const hashOf = (id: Id) => versions.find((version) => version.id === id)?.hash.slice(0, 8) ?? '…'
  return (
    <Part title={words.traffic}>
      <Rows label={words.traffic}>
        {backend.inboxes.length === 0 && (
          <ItemRow>
            <Unreached />
          </ItemRow>
        )}
        {activeVersionId ? <ActiveRow {...{ backend, hashOf }} /> : <NothingActive />}
        {part && (
          <EndRow
            text={words.splitNow(part.percent, hashOf(part.versionId))}
            at={splitAt}
            by={splitBy}
            action={words.splitEnd}
            act={() => split(backend, null)}
          />
        )}
        {draft && (
          <EndRow
            text={words.draftNow(draft.contactIds.length, hashOf(draft.versionId))}
            at={draftAt}
            by={draftBy}
            action={words.draftEnd}
            act={() => setDraft(backend, null)}
          />
        )}
      </Rows>
    </Part>
  )
}

function NothingActive() {
  const { versions: words } = useWords()
  return (
    <ItemRow>
      <Text tone="wait">{words.nothingActive}</Text>
    </ItemRow>
  )
}

function ActiveRow({ backend, hashOf }: { backend: Backend; hashOf: (id: Id) => string }) {
  const { backends: words, versions } = useWords()
  const readOnly = useReadOnlyReason()
  const change = useChange(() => rollBack(backend))
  const { rollBackVersionId } = backend.traffic
  return (
    <ItemRow
      end={
        <Button
          hint={rollBackVersionId ? versions.rollBackHint(hashOf(rollBackVersionId)) : undefined}
          disabledReason={
            readOnly ?? (rollBackVersionId ? change.isPending && words.saving : versions.rollBackNone)
          }
          onClick={() => change.mutate(undefined, { onError: sayRefused })}
        >
          {versions.rollBack}
        </Button>
      }
    >
      <Text size="sm" tone="muted">
        {versions.active}
      </Text>
      <Text isMono isStrong>
        {backend.version}
      </Text>
    </ItemRow>
  )
}

type EndProps = {
  text: string
  at: string | null
  by: Actor | null
  action: string
  act: () => Promise<unknown>
}

function EndRow({ text, at, by, action, act }: EndProps) {
  const { backends: words } = useWords()
  const readOnly = useReadOnlyReason()
  const change = useChange(act)
  return (
    <ItemRow
      end={
        <Button
          disabledReason={readOnly ?? (change.isPending && words.saving)}
          onClick={() => change.mutate(undefined, { onError: sayRefused })}
        >
          {action}
        </Button>
      }
    >
      <Text>{text}</Text>
      {at && <Doing at={at} by={by} />}
    </ItemRow>
  )
}
