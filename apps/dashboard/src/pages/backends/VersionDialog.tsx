import type { BackendVersion } from '@hilo/protocol'
import type { FormEvent, ReactNode } from 'react'
import type { useChange } from '../../api/backends.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'

type Props = {
  version: BackendVersion
  /** The title, of the version as people name it. */
  title: (hash: string) => string
  change: Pick<ReturnType<typeof useChange<unknown>>, 'mutate' | 'isPending'>
  save: string
  /** Why what was asked for cannot be saved yet. */
  missing?: string | false
  onClose: () => void
  children: ReactNode
}

/** Asks for what a change of a version needs, and closes once that is saved. */
export function VersionDialog({ version, title, change, save, missing = false, onClose, children }: Props) {
  const { backends, shortcuts } = useWords()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing) change.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <Dialog isOpen onClose={onClose} title={title(version.hash.slice(0, 8))} closeLabel={shortcuts.close}>
      <Form onSubmit={submit}>
        {children}
        <Button
          variant="primary"
          type="submit"
          disabledReason={missing || (change.isPending && backends.saving)}
        >
          {save}
        </Button>
      </Form>
    </Dialog>
  )
}
