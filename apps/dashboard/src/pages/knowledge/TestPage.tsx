import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useKnowledge, useTestQuestion } from '../../api/knowledge.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Column } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { FieldRow } from '../../ui/Writing.tsx'
import { CalibrationPart } from './CalibrationPart.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'
import { languageOptions } from './language-name.ts'
import { TestedParts } from './TestedParts.tsx'

/** What a question would find and whether that is enough, before a contact asks it. */
export function TestPage() {
  const { knowledge: words } = useWords()
  const asked = useSearch({ from: '/app/knowledge/test' })
  const figures = useKnowledge()
  const reader = useLanguage()
  const languages = figures.data?.languages ?? []
  return (
    <KnowledgePane tab="test">
      <PaneBody>
        <Column>
          <Text as="p" size="sm" tone="muted">
            {words.testIntro}
          </Text>
          {!figures.isPending && (
            <Tester
              start={{ question: asked.question ?? '', language: asked.language ?? languages[0] ?? reader }}
              languages={languages}
            />
          )}
          <CalibrationPart />
        </Column>
      </PaneBody>
    </KnowledgePane>
  )
}

type TesterProps = { start: { question: string; language: string }; languages: readonly string[] }

function Tester({ start, languages }: TesterProps) {
  const { knowledge: words } = useWords()
  const navigate = useNavigate()
  const test = useTestQuestion()
  const [question, setQuestion] = useState(start.question)
  const [language, setLanguage] = useState(start.language)
  const [internal, setInternal] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = question.trim()
    if (trimmed === '' || test.isPending) return
    void navigate({ to: '/knowledge/test', search: { question: trimmed, language }, replace: true })
    test.mutate({ question: trimmed, language, internal })
  }
  return (
    <>
      <Form onSubmit={submit}>
        <LineControl
          label={words.testQuestion}
          placeholder={words.testPlaceholder}
          maxLength={1_000}
          autoFocus
          value={question}
          onChange={setQuestion}
        />
        <FieldRow>
          <ChoiceControl
            label={words.language}
            value={language}
            options={languageOptions([language, ...languages])}
            onChange={setLanguage}
          />
        </FieldRow>
        <CheckControl label={words.testInternal} isChecked={internal} onChange={setInternal} />
        <Inline>
          <Button
            variant="primary"
            type="submit"
            disabledReason={test.isPending ? words.testing : question.trim() === '' && words.testMissing}
          >
            {words.ask}
          </Button>
        </Inline>
      </Form>
      {test.error && (
        <div role="alert">
          <Text size="sm" tone="fail">
            {explainError(test.error)}
          </Text>
        </div>
      )}
      {test.data && test.variables && <TestedParts asked={test.variables} tested={test.data} />}
    </>
  )
}
