import { type Id, newId } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useCreateSet } from '../../api/test-sets.ts'
import { explainRest } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = {
  /** A case waits to be written into it. */
  isForCase?: boolean
  onMade: (setId: Id) => void
  onClose: () => void
}

/** A set has a name before it is one: nobody finds the right one among ten of the same name. */
export function NewSetDialog({ isForCase = false, onMade, onClose }: Props) {
  const { tests: words } = useWords()
  const create = useCreateSet()
  const [clientId] = useState(newId)
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const none = { isEvaluatedAfterPublish: false, shareNeeded: null, articleShareNeeded: null }
    create.mutate({ name: name.trim(), plays: 1, ...none, clientId }, { onSuccess: ({ id }) => onMade(id) })
  }
  return (
    <Dialog isOpen onClose={onClose} title={words.create} closeLabel={words.cancel}>
      <Form onSubmit={submit}>
        <LineControl
          {...{ label: words.name, placeholder: words.setNameExample, value: name }}
          {...{ required: true, autoFocus: true, maxLength: 200 }}
          error={create.error && explainRest(create.error, [])}
          onChange={setName}
        />
        <Text as="p" size="sm" tone="muted">
          {isForCase ? words.setForCaseHint : words.setNameHint}
        </Text>
        <Inline>
          <Button type="submit" variant="primary" disabledReason={name.trim() === '' && words.nameMissing}>
            {isForCase ? words.beginWithCase : words.begin}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </Inline>
      </Form>
    </Dialog>
  )
}
