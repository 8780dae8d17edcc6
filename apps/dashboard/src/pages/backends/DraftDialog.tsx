import type { Backend, BackendVersion, Id } from '@hilo/protocol'
import { useState } from 'react'
import { draft, useChange } from '../../api/backends.ts'
import { useContactNames, useKnownContacts } from '../../api/test-contacts.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { CheckControl, CheckGroup } from '../../ui/Control.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Text } from '../../ui/Text.tsx'
import { Unreached } from './Unreached.tsx'
import { VersionDialog } from './VersionDialog.tsx'

type Props = { backend: Backend; version: BackendVersion; onClose: () => void }

/** As many as a draft may have. */
const CONTACTS_MAX = 50

/** Asks which contacts try a version on the live number. */
export function DraftDialog({ backend, version, onClose }: Props) {
  const { versions: words } = useWords()
  const { draft: present } = backend.traffic
  const [before] = useState<readonly Id[]>(present?.versionId === version.id ? present.contactIds : [])
  const [chosen, choose] = useState<readonly Id[]>(before)
  const change = useChange(() => draft(backend, { versionId: version.id, contactIds: [...chosen] }))
  const missing =
    (chosen.length === 0 && words.draftMissing) ||
    (chosen.length > CONTACTS_MAX && words.draftMost(CONTACTS_MAX))
  const replaces = present && present.versionId !== version.id
  return (
    <VersionDialog
      {...{ version, change, missing, onClose }}
      title={words.draftTitle}
      save={words.draftSave(chosen.length)}
    >
      {backend.inboxes.length === 0 ? (
        <Unreached />
      ) : (
        <Text as="p" size="sm" tone="muted">
          {words.draftBody}
        </Text>
      )}
      {replaces && (
        <Text as="p" size="sm" tone="wait">
          {words.draftReplaces(present.contactIds.length)}
        </Text>
      )}
      <Contacts {...{ before, chosen }} isReached={backend.inboxes.length > 0} onChoose={choose} />
      <Refusal error={change.error} />
    </VersionDialog>
  )
}

type ContactsProps = {
  before: readonly Id[]
  chosen: readonly Id[]
  /** Who writes to an inbox of it is found; where there is none, writing helps nobody. */
  isReached: boolean
  onChoose: (ids: Id[]) => void
}

/** Those who test already, then those who are found. */
function Contacts({ before, chosen, isReached, onChoose }: ContactsProps) {
  const { list, versions: words } = useWords()
  const [search, setSearch] = useState('')
  const found = useKnownContacts(search)
  const names = useContactNames(before)
  const others = (found.data ?? []).filter(({ id }) => !before.includes(id))
  const shown = [...before.map((id) => ({ id, name: names.get(id) ?? null })), ...others]
  const toggle = (id: Id) => (isChecked: boolean) =>
    onChoose(isChecked ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <>
      <SearchField label={words.draftSearch} value="" onSearch={setSearch} />
      {found.isPending && <Skeleton height="block" />}
      {found.error && (
        <Text size="sm" tone="fail">
          {explainError(found.error)}
        </Text>
      )}
      <CheckGroup label={words.draftContacts}>
        {shown.map(({ id, name }) => (
          <CheckControl
            key={id}
            label={name ?? list.unnamed}
            isChecked={chosen.includes(id)}
            onChange={toggle(id)}
          />
        ))}
        {found.data && others.length === 0 && isReached && (
          <Text size="sm" tone="muted">
            {words.draftNone}
          </Text>
        )}
      </CheckGroup>
    </>
  )
}
