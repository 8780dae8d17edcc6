import type { Conversation } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { forgetShown, useEraseContact, useExportContact } from '../../api/contacts.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { toast } from '../../ui/toast.ts'
import { namelessOf } from './name.ts'

/** What a person may ask of the org: to be told what it keeps of them, and to be forgotten. */
export function PrivacySection({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const { privacy } = words
  const readOnly = useReadOnlyReason()
  const saving = useExportContact(conversation.contact.id)
  const [isAsking, setAsking] = useState(false)
  const save = () =>
    saving.mutate(undefined, {
      onError: (error) => toast({ tone: 'fail', title: privacy.exportError, body: explainError(error) }),
    })
  return (
    <Section title={privacy.title}>
      <Inline isWrapping>
        <Button icon={Download} hint={privacy.exportHint} disabledReason={readOnly} onClick={save}>
          {privacy.export}
        </Button>
        <Button icon={Trash2} disabledReason={readOnly} onClick={() => setAsking(true)}>
          {privacy.erase}
        </Button>
      </Inline>
      {isAsking && <EraseDialog conversation={conversation} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function EraseDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const words = useWords()
  const { privacy } = words
  const navigate = useNavigate()
  const erase = useEraseContact(conversation.contact.id)
  const go = () =>
    erase.mutate(undefined, {
      onSuccess: () => {
        toast({ tone: 'plain', title: privacy.erased })
        void navigate({ to: '/inbox' }).then(forgetShown)
      },
    })
  return (
    <Confirm
      title={privacy.eraseTitle(conversation.contact.name ?? namelessOf(conversation, words))}
      body={privacy.eraseBody}
      action={privacy.eraseNow}
      isDanger
      cancel={words.apiKeys.cancel}
      closeLabel={words.apiKeys.cancel}
      error={erase.error && explainError(erase.error)}
      onConfirm={go}
      onClose={onClose}
    />
  )
}
