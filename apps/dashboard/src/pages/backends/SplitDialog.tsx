import type { Backend, BackendVersion } from '@hilo/protocol'
import { useState } from 'react'
import { split, useChange } from '../../api/backends.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { LineControl } from '../../ui/Control.tsx'
import { VersionDialog } from './VersionDialog.tsx'

type Props = { backend: Backend; version: BackendVersion; onClose: () => void }

/** Asks which part of the contacts start on a version. */
export function SplitDialog({ backend, version, onClose }: Props) {
  const { versions: words } = useWords()
  const { split: present } = backend.traffic
  const known = present?.versionId === version.id ? present.percent : 10
  const [percent, setPercent] = useState(String(known))
  const change = useChange(() => split(backend, { versionId: version.id, percent: Number(percent) }))
  return (
    <VersionDialog {...{ version, change, onClose }} title={words.splitTitle} save={words.splitSave}>
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
    </VersionDialog>
  )
}
