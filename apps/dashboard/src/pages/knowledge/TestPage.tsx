import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type AskedQuestion, useKnowledge, useTestedQuestion } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { languageOptions, likelyLanguage } from '../../i18n/language-name.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Column } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { FieldRow } from '../../ui/Writing.tsx'
import { CalibrationPart } from './CalibrationPart.tsx'
import type { TestSearch } from './filter.ts'
import { KnowledgePane } from './KnowledgePane.tsx'
import { TestedParts } from './TestedParts.tsx'

/** What a question would find and whether that is enough, before a contact asks it. */
export function TestPage() {
  const { knowledge: words } = useWords()
  const search = useSearch({ from: '/app/knowledge/test' })
  const figures = useKnowledge()
  const languages = figures.data?.languages ?? []
  const { question = '', language = likelyLanguage(languages), internal = false } = search
  return (
    <KnowledgePane tab="test">
      <PaneBody>
        <Column>
          <Text as="p" size="sm" tone="muted">
            {words.testIntro}
          </Text>
          {!figures.isPending && <Tester asked={{ question, language, internal }} languages={languages} />}
          <CalibrationPart />
        </Column>
      </PaneBody>
    </KnowledgePane>
  )
}

type TesterProps = { asked: AskedQuestion; languages: readonly string[] }

/** The address says what was asked, so that it can be sent to a colleague. */
function Tester({ asked, languages }: TesterProps) {
  const { knowledge: words } = useWords()
  const navigate = useNavigate()
  const { data, error, isFetching } = useTestedQuestion(asked)
  const [typed, setTyped] = useState(asked)
  const { question, language, internal } = typed
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = question.trim()
    if (trimmed === '') return
    const search: TestSearch = { question: trimmed, language, ...(internal && { internal }) }
    void navigate({ to: '/knowledge/test', search, replace: true })
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
          onChange={(next) => setTyped({ ...typed, question: next })}
        />
        <FieldRow>
          <ChoiceControl
            label={words.language}
            value={language}
            options={languageOptions([language, ...languages])}
            onChange={(next) => setTyped({ ...typed, language: next })}
          />
        </FieldRow>
        <CheckControl
          label={words.testInternal}
          isChecked={internal}
          onChange={(next) => setTyped({ ...typed, internal: next })}
        />
        <Inline>
          <Button
            variant="primary"
            type="submit"
            disabledReason={isFetching ? words.testing : question.trim() === '' && words.testMissing}
          >
            {words.ask}
          </Button>
        </Inline>
      </Form>
      <Refusal error={error} />
      {data && <TestedParts asked={asked} tested={data} />}
    </>
  )
}
