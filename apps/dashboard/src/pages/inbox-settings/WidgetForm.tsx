import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useCreateWidget } from '../../api/inboxes.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { AnswersChoice } from './AnswersChoice.tsx'
import { type Answering, whoAnswers } from './who-answers.ts'

/** Makes an inbox for a web site; its settings have what is put on the pages. */
export function WidgetForm() {
  const { connect: words, channels } = useWords()
  const [name, setName] = useState('')
  const [origins, setOrigins] = useState('')
  const [answering, setAnswering] = useState<Answering>('people')
  const create = useCreateWidget()
  const navigate = useNavigate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), allowedOrigins: linesOf(origins), ...whoAnswers(answering) }
    const open = ({ inboxId }: { inboxId: string }) =>
      void navigate({ to: '/settings/inboxes/$inboxId', params: { inboxId }, search: { tab: 'settings' } })
    create.mutate(body, { onSuccess: open })
  }
  return (
    <Part title={channels.web}>
      <Form onSubmit={submit}>
        <LineControl label={words.name} required autoFocus maxLength={80} value={name} onChange={setName} />
        <AnswersChoice value={answering} onChange={setAnswering} />
        <LinesControl
          label={words.origins}
          hint={words.originsHint}
          placeholder="https://www.example.com"
          error={create.error && explainError(create.error)}
          value={origins}
          onChange={setOrigins}
        />
        <Button variant="primary" type="submit" disabledReason={create.isPending && words.checking}>
          {words.connect}
        </Button>
      </Form>
    </Part>
  )
}

/** The lines that are not empty; the slash that browsers put at the end is no part of an origin. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '')
}
