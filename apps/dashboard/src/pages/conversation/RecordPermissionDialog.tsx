import type { Conversation, PermissionKind, PermissionPurpose } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useRecordPermission } from '../../api/permissions.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = { conversation: Conversation; onClose: () => void }

const PURPOSES: readonly PermissionPurpose[] = ['marketing', 'utility', 'authentication', 'service', 'all']

/** Asks what the contact said and how that is known, and writes it into the ledger. */
export function RecordPermissionDialog({ conversation: { contact, inbox }, onClose }: Props) {
  const { permission: words, shortcuts, channels, backends } = useWords()
  const [purpose, setPurpose] = useState<PermissionPurpose>('marketing')
  const [kind, setKind] = useState<PermissionKind>('opt_in')
  const [evidence, setEvidence] = useState('')
  const [wording, setWording] = useState('')
  const record = useRecordPermission(contact.id)
  const isAllIn = purpose === 'all' && kind === 'opt_in'

  function submit(event: FormEvent) {
    event.preventDefault()
    const textVersion = wording.trim() === '' ? undefined : wording.trim()
    const body = { channel: inbox.channel, purpose, kind, evidence: evidence.trim(), textVersion }
    record.mutate(body, { onSuccess: onClose })
  }

  return (
    <Dialog isOpen onClose={onClose} title={words.recordTitle} closeLabel={shortcuts.close}>
      <Form onSubmit={submit}>
        <Text size="sm" tone="muted">
          {`${words.channel}: ${channels[inbox.channel]}`}
        </Text>
        <ChoiceControl
          label={words.purpose}
          value={purpose}
          options={PURPOSES.map((value) => ({ value, label: words.purposes[value] }))}
          onChange={(value) => setPurpose(value as PermissionPurpose)}
        />
        <ChoiceControl
          label={words.kind}
          value={kind}
          error={isAllIn ? words.allIsOut : null}
          options={(['opt_in', 'opt_out'] as const).map((value) => ({
            value,
            label: words.kindOptions[value],
          }))}
          onChange={(value) => setKind(value as PermissionKind)}
        />
        <LineControl
          label={words.evidence}
          placeholder={words.evidenceHint}
          required
          autoFocus
          maxLength={2_000}
          value={evidence}
          error={record.error && explainError(record.error)}
          onChange={setEvidence}
        />
        <LineControl label={words.wording} maxLength={100} value={wording} onChange={setWording} />
        <Button
          variant="primary"
          type="submit"
          disabledReason={isAllIn ? words.allIsOut : record.isPending && backends.saving}
        >
          {words.save}
        </Button>
      </Form>
    </Dialog>
  )
}
