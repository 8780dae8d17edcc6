import type { Source } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { RefreshCw, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { replaceSourceFile } from '../../api/source-files.ts'
import { useDeleteSource, useSteerImport } from '../../api/sources.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { useTakenOutNote } from '../knowledge/use-gates.ts'
import { FILES } from './status.ts'

/** What can be done with a source: read it again, stop that, put a newer file in its place. */
export function SourceActions({ source }: { source: Source }) {
  const { sources: words } = useWords()
  const readOnly = useReadOnlyReason()
  const steer = useSteerImport(source.id)
  const isRunning = source.lastImport?.status === 'running'
  const to = (next: 'start' | 'cancel') => steer.mutate(next, { onError: sayRefused })
  return (
    <Inline isWrapping>
      {source.origin === 'file' && (
        <FileButton
          icon={Upload}
          accept={FILES}
          disabledReason={readOnly ?? (isRunning && words.isRunning)}
          onFiles={([file]) => file && void replaceSourceFile(source.id, file).catch(sayRefused)}
        >
          {words.replace}
        </FileButton>
      )}
      {isRunning ? (
        <Button disabledReason={readOnly} onClick={() => to('cancel')}>
          {words.cancel}
        </Button>
      ) : (
        <Button icon={RefreshCw} disabledReason={readOnly} onClick={() => to('start')}>
          {words.again}
        </Button>
      )}
    </Inline>
  )
}

/** Apart from what is done every day. */
export function DeleteSource({ source }: { source: Source }) {
  const { sources: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [isDeleting, setDeleting] = useState(false)
  return (
    <>
      <IconButton
        icon={Trash2}
        label={words.remove}
        disabledReason={readOnly}
        onClick={() => setDeleting(true)}
      />
      {isDeleting && <DeleteDialog source={source} onClose={() => setDeleting(false)} />}
    </>
  )
}

function DeleteDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { sources: words, shortcuts } = useWords()
  const navigate = useNavigate()
  const remove = useDeleteSource(source.id)
  const takenOut = useTakenOutNote()
  return (
    <Confirm
      title={words.removeTitle(source.name)}
      body={words.removeBody}
      note={source.articles > 0 && source.audience === 'public' ? takenOut : null}
      action={words.remove}
      cancel={words.keep}
      closeLabel={shortcuts.close}
      // Away first: this page would ask for what is not there any more.
      onConfirm={() =>
        void navigate({ to: '/knowledge/sources' })
          .then(() => remove.mutateAsync())
          .catch(sayRefused)
      }
      onClose={onClose}
    />
  )
}
