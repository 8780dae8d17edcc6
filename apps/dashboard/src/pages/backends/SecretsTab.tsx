import type { BackendSecret } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { removeSecret, saveSecret, useChange, useSecrets } from '../../api/backends.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { Doing } from './Doing.tsx'

/** The secrets by name. A value goes in and never comes out. */
export function SecretsTab({ name }: { name: string }) {
  const { backends, secrets: words } = useWords()
  const { data, error, isPending, refetch } = useSecrets(name)
  if (isPending) return <LoadingRows label={backends.tabs.secrets} />
  if (!data) {
    return <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
  }
  if (data.length === 0) return <EmptyState title={words.none} body={words.noneBody} />
  return (
    <Part title={backends.tabs.secrets} intro={words.body}>
      <Rows label={backends.tabs.secrets}>
        {data.map((secret) => (
          <SecretRow key={secret.name} backend={name} secret={secret} />
        ))}
      </Rows>
    </Part>
  )
}

type RowProps = { backend: string; secret: BackendSecret }

function SecretRow({ backend, secret }: RowProps) {
  const { secrets: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [doing, setDoing] = useState<'set' | 'remove' | null>(null)
  const close = () => setDoing(null)
  const { name, isDeclared, isSet, setAt, setBy } = secret
  return (
    <ItemRow
      end={
        <>
          {isSet && (
            <Button disabledReason={readOnly} onClick={() => setDoing('remove')}>
              {words.remove}
            </Button>
          )}
          {isDeclared && (
            <Button disabledReason={readOnly} onClick={() => setDoing('set')}>
              {isSet ? words.replace : words.set}
            </Button>
          )}
        </>
      }
      below={
        <>
          {doing === 'set' && <ValueForm {...{ backend, name }} onClose={close} />}
          {doing === 'remove' && <RemoveDialog {...{ backend, name }} onClose={close} />}
        </>
      }
    >
      <Inline isWrapping>
        <Text isMono isStrong>
          {name}
        </Text>
        {isSet && <Badge tone="done">{words.isSet}</Badge>}
        {isDeclared && !isSet && <Badge tone="wait">{words.isMissing}</Badge>}
        {!isDeclared && <Badge title={words.undeclaredTitle}>{words.isUndeclared}</Badge>}
      </Inline>
      {isSet && <Doing at={setAt} by={setBy} />}
    </ItemRow>
  )
}

type DoingProps = { backend: string; name: string; onClose: () => void }

function ValueForm({ backend, name, onClose }: DoingProps) {
  const { backends, secrets: words } = useWords()
  const [value, setValue] = useState('')
  const change = useChange(() => saveSecret(backend, name, value))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(undefined, {
      onSuccess: () => {
        toast({ tone: 'plain', title: words.saved(name) })
        onClose()
      },
    })
  }
  return (
    <Form onSubmit={submit}>
      <LineControl
        label={words.value(name)}
        type="password"
        required
        autoFocus
        maxLength={8_192}
        value={value}
        error={change.error && explainError(change.error)}
        onChange={setValue}
      />
      <Inline>
        <Button variant="primary" type="submit" disabledReason={change.isPending && backends.saving}>
          {words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </Inline>
    </Form>
  )
}

function RemoveDialog({ backend, name, onClose }: DoingProps) {
  const { secrets: words, shortcuts } = useWords()
  const change = useChange(() => removeSecret(backend, name))
  const remove = () =>
    change.mutate(undefined, {
      onSuccess: () => {
        toast({ tone: 'plain', title: words.removed(name) })
        onClose()
      },
    })
  return (
    <Confirm
      title={words.removeTitle(name)}
      body={words.removeBody}
      action={words.remove}
      cancel={words.cancel}
      closeLabel={shortcuts.close}
      error={change.error && explainError(change.error)}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
