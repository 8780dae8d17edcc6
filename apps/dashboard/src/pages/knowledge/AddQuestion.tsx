import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { useCreateQuestions } from '../../api/knowledge.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { AskedNote } from './AskedNote.tsx'
import { useAskingSets } from './use-gates.ts'
import { type Readers, WrittenFor } from './WrittenFor.tsx'

type Props = { languages: readonly string[]; language: string }

/** One more question with its answer. It stays open for the next one, in the same language. */
export function AddQuestion({ languages, language: usual }: Props) {
  const { knowledge: words, backends, gates } = useWords()
  const navigate = useNavigate()
  const create = useCreateQuestions()
  const form = useRef<HTMLDivElement>(null)
  const [question, setQuestion] = useState('')
  const [answer, setAnswer] = useState('')
  const [readers, setReaders] = useState<Readers>({ language: usual, audience: 'public' })
  const asking = useAskingSets(readers.audience)
  // Asked twice because an answer was lost it is written once.
  const [clientId, setClientId] = useState(() => crypto.randomUUID())
  const [isTried, setTried] = useState(false)
  const isWhole = question.trim() !== '' && answer.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(!isWhole)
    if (!isWhole || create.isPending) return
    const questions = [{ question: question.trim(), answer: answer.trim(), alternates: [] }]
    create.mutate(
      { clientId, ...readers, isPublished: asking === null, questions },
      {
        onSuccess: ({ articles: [made] }) => {
          if (asking !== null && made)
            void navigate({ to: '/knowledge/articles/$articleId', params: { articleId: made.id } })
          setQuestion('')
          setAnswer('')
          setClientId(crypto.randomUUID())
          form.current?.querySelector('input')?.focus()
        },
      },
    )
  }
  const sent = create.variables
  const now = { ...readers, questions: [{ question: question.trim(), answer: answer.trim() }] }
  const issues = issuesOf(create.error, { sent, now })
  const missing = (value: string) => (isTried && value.trim() === '' ? words.fillIn : null)
  return (
    <Part title={words.addQuestion}>
      <div ref={form}>
        <Form onSubmit={submit} isOwnJudge>
          <LineControl
            label={words.question}
            placeholder={words.questionPlaceholder}
            maxLength={300}
            value={question}
            error={missing(question) ?? issues.at('questions', 0, 'question')}
            onChange={setQuestion}
          />
          <LinesControl
            label={words.answer}
            value={answer}
            error={missing(answer) ?? issues.at('questions', 0, 'answer')}
            onChange={setAnswer}
          />
          <WrittenFor languages={[usual, ...languages]} readers={readers} onChange={setReaders} />
          <AskedNote asking={asking} />
          <Refusal error={create.error} fields={['questions']} />
          <Inline>
            <Button variant="primary" type="submit" disabledReason={create.isPending && backends.saving}>
              {asking === null ? words.addAndPublish : gates.addAndTry}
            </Button>
          </Inline>
        </Form>
      </div>
    </Part>
  )
}
