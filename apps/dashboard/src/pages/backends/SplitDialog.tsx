import type { Backend, BackendVersion } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { split, useChange } from '../../api/backends.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'

type Props = { backend: Backend; version: BackendVersion; onClose: () => void }

/** Asks which part of the contacts start on a version. */
export function SplitDialog({ backend, version, onClose }: Props) {
  const { backends, versions: words, shortcuts } = useWords()
  const { split: present } = backend.traffic
  const known = present?.versionId === version.id ? present.percent : 10
  const [percent, setPercent] = useState(String(known))
  const change = useChange(() => split(backend, { versionId: version.id, percent: Number(percent) }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.splitTitle(version.hash.slice(0, 8))}
      closeLabel={shortcuts.close}
    >
      <Form onSubmit={submit}>
        <LineControl
          label={words.percent}
          hint={words.splitBody}
          error={change.error && explainError(change.error)}
          type="number"
          min={1}
          max={99}
          required
          autoFocus
          value={percent}
          onChange={setPercent}
        />
        <Button variant="primary" type="submit" disabledReason={change.isPending && backends.saving}>
          {words.splitSave}
        </Button>
      </Form>
    </Dialog>
  )
}
