import type { Backend, BackendVersion, Id, Migrated } from '@hilo/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { moveRuns, tryMove } from '../../api/migrate.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { RefusedRuns } from './RefusedRuns.tsx'

type Props = {
  backend: Backend
  version: BackendVersion
  versions: readonly BackendVersion[]
  onClose: () => void
}

/**
 * Moves the runs that wait on a version to another: first a replay that changes nothing says which would go
 * and which would stay, then that is confirmed.
 */
export function MigrateDialog({ backend, version, versions, onClose }: Props) {
  const { versions: words, shortcuts } = useWords()
  const others = versions.filter(({ id }) => id !== version.id)
  const { activeVersionId } = backend.traffic
  const first = others.find(({ id }) => id === activeVersionId) ?? others[0]
  const [target, setTarget] = useState<Id>(first?.id ?? '')
  const [abort] = useState(() => new AbortController())
  const close = () => {
    // What is asked for already is done; nothing more is.
    abort.abort()
    onClose()
  }
  const to = others.find(({ id }) => id === target)
  return (
    <Dialog
      isOpen
      onClose={close}
      title={words.migrateTitle(version.hash.slice(0, 8))}
      closeLabel={shortcuts.close}
    >
      <Stack gap={4}>
        <Text as="p" size="sm" tone="muted">
          {words.migrateBody}
        </Text>
        <ChoiceControl
          label={words.migrateTo}
          value={target}
          options={others.map(({ id, hash, note }) => ({
            value: id,
            label: [hash.slice(0, 8), id === activeVersionId && words.badges.active, note]
              .filter(Boolean)
              .join(', '),
          }))}
          onChange={setTarget}
        />
        {to?.remote ? (
          <Text size="sm" tone="wait">
            {words.migrateRemote}
          </Text>
        ) : (
          to && <Attempt key={to.id} {...{ backend, version, to, abort }} onClose={close} />
        )}
      </Stack>
    </Dialog>
  )
}

type AttemptProps = {
  backend: Backend
  version: BackendVersion
  to: BackendVersion
  abort: AbortController
  onClose: () => void
}

/** One attempt at one version: tried, told, confirmed, done. */
function Attempt({ backend, version, to, abort: { signal }, onClose }: AttemptProps) {
  const { versions: words, runActions } = useWords()
  const [tried, setTried] = useState<readonly Migrated[]>([])
  const [moved, setMoved] = useState<readonly Migrated[]>([])
  const move = { name: backend.name, fromVersionId: version.id, toVersionId: to.id }
  const fitting = tried.filter(({ outcome }) => outcome === 'migrated').map(({ runId }) => runId)
  const trying = useMutation({ mutationFn: () => tryMove(move, setTried, signal) })
  const moving = useMutation({
    mutationFn: () => moveRuns(move, { runIds: fitting, tell: setMoved }, signal),
  })
  const results = moving.isIdle ? tried : moved
  const gone = results.filter(({ outcome }) => outcome === 'migrated').length
  const isBusy = trying.isPending || moving.isPending
  const isDone = moving.isSuccess || (trying.isSuccess && fitting.length === 0)
  const error = moving.error ?? trying.error
  const sentence = moving.isIdle ? words.migrateWould : words.migrateDone
  return (
    <>
      <div role="status">
        {trying.isPending && <Text size="sm">{words.migrateTrying(tried.length)}</Text>}
        {moving.isPending && <Text size="sm">{words.migrateMoving(moved.length, fitting.length)}</Text>}
        {!isBusy && (trying.isSuccess || moved.length > 0) && (
          <Stack gap={3}>
            <Text isStrong>{sentence(gone, results.length - gone)}</Text>
            <RefusedRuns results={results} />
          </Stack>
        )}
      </div>
      {error && !signal.aborted && (
        <div role="alert">
          <Text size="sm" tone="fail">
            {explainError(error)}
          </Text>
        </div>
      )}
      <Inline>
        {!isDone &&
          (trying.isSuccess ? (
            <Button
              variant="primary"
              disabledReason={isBusy && words.migrateBusy}
              onClick={() => moving.mutate()}
            >
              {words.migrateConfirm(fitting.length)}
            </Button>
          ) : (
            <Button
              variant="primary"
              disabledReason={isBusy && words.migrateBusy}
              onClick={() => trying.mutate()}
            >
              {words.migrateTry}
            </Button>
          ))}
        <Button onClick={onClose}>{isDone ? words.migrateClose : runActions.keep}</Button>
      </Inline>
    </>
  )
}
