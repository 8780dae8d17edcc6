import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useCreateWidget } from '../../api/inboxes.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { AnswersChoice } from './AnswersChoice.tsx'
import { type Answering, whoAnswers } from './who-answers.ts'

/** The fields of the API that this form shows, each with what is wrong with it. */
const SHOWN = ['name', 'allowedOrigins']

/** Makes an inbox for a web site; its settings have what is put on the pages. */
export function WidgetForm() {
  const { connect: words, channels } = useWords()
  const [name, setName] = useState('')
  const [origins, setOrigins] = useState('')
  const [answering, setAnswering] = useState<Answering>('people')
  const create = useCreateWidget()
  const navigate = useNavigate()
  const [isTried, setTried] = useState(false)
  const body = { name: name.trim(), allowedOrigins: linesOf(origins), ...whoAnswers(answering) }
  const issues = issuesOf(create.error, { sent: create.variables, now: body })
  const missing = (isMissing: boolean) => (isTried && isMissing ? words.fieldProblems.missing : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (body.name === '' || body.allowedOrigins.length === 0) return
    const open = ({ inboxId }: { inboxId: string }) =>
      void navigate({ to: '/settings/inboxes/$inboxId', params: { inboxId }, search: { tab: 'settings' } })
    create.mutate(body, { onSuccess: open })
  }
  return (
    <Part title={channels.web}>
      <Form onSubmit={submit} isOwnJudge>
        <LineControl
          label={words.name}
          autoFocus
          maxLength={80}
          value={name}
          error={missing(body.name === '') ?? issues.at('name')}
          onChange={setName}
        />
        <AnswersChoice value={answering} onChange={setAnswering} />
        <LinesControl
          label={words.origins}
          hint={words.originsHint}
          placeholder="https://www.example.com"
          error={missing(body.allowedOrigins.length === 0) ?? issues.within('allowedOrigins')}
          value={origins}
          onChange={setOrigins}
        />
        <Refusal error={create.error} fields={SHOWN} />
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
