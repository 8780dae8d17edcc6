import type { Conversation } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useForms } from '../../api/offers.ts'
import { outbox } from '../../api/sending.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'

type Props = { conversation: Conversation; onClose: () => void }

const BUTTON_MAX = 30
const TEXT_MAX = 1_024

/** Sends a form that opens in the chat: which one, the words above its button, and the button's own. */
export function FormDialog({ conversation, onClose }: Props) {
  const { offers: words, shortcuts, composer } = useWords()
  const forms = useForms(conversation.inbox.id).data?.forms ?? []
  const [chosen, setChosen] = useState(forms[0]?.id ?? '')
  const [text, setText] = useState('')
  const [button, setButton] = useState(words.openForm)
  const isWhole = text.trim() !== '' && button.trim() !== '' && chosen !== ''
  const missing = isWhole ? ([...text].length > TEXT_MAX ? words.tooLong(TEXT_MAX) : null) : words.fillAll

  function submit(event: FormEvent) {
    event.preventDefault()
    if (missing) return
    const offer = { type: 'form' as const, text: text.trim(), button: button.trim(), flow: chosen, token: '' }
    const { id: conversationId } = conversation
    outbox.add({ conversationId, kind: 'reply', text: offer.text, offer, replyTo: null })
    onClose()
  }

  return (
    <Dialog isOpen onClose={onClose} title={words.formTitle} closeLabel={shortcuts.close}>
      <Form onSubmit={submit}>
        <ChoiceControl
          label={words.whichForm}
          value={chosen}
          options={forms.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
        <LinesControl label={words.text} value={text} onChange={setText} />
        <LineControl label={words.button} maxLength={BUTTON_MAX} value={button} onChange={setButton} />
        <Button
          variant="primary"
          type="submit"
          hint={conversation.holder === 'backend' ? composer.takesTurn : undefined}
          disabledReason={missing}
        >
          {words.send}
        </Button>
      </Form>
    </Dialog>
  )
}
