import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardPaste } from 'lucide-react'
import { useState } from 'react'
import type { QuestionFilter } from '../../api/keys.ts'
import { useKnowledge, useQuestions } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useTestSets } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { likelyLanguage } from '../../i18n/language-name.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button } from '../../ui/Button.tsx'
import { Column, Rows } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { AddQuestion } from './AddQuestion.tsx'
import { isNarrowed } from './filter.ts'
import { KnowledgeFilters } from './KnowledgeFilters.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'
import { MoreButton } from './MoreButton.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { QuestionRow } from './QuestionRow.tsx'

/** Many short questions with their answers on one page: written, added and pasted where they stand. */
export function QuestionsPage() {
  const { knowledge: words } = useWords()
  const filter = useSearch({ from: '/app/knowledge/questions' })
  const navigate = useNavigate()
  const figures = useKnowledge()
  // How a new question is added depends on them.
  const sets = useTestSets()
  const list = useQuestions(filter)
  const { data, error, refetch } = list
  // The form of a new question stands above them: were it later, they would move away under the pointer.
  const isPending = list.isPending || figures.isPending || sets.isPending
  // Once it is there it stays, with what was typed, whatever is searched for below it.
  const [isReady, setReady] = useState(false)
  if (!isPending && !isReady) setReady(true)
  const readOnly = useReadOnlyReason()
  const [isPasting, setPasting] = useState(false)
  const articles = isPending ? undefined : data?.pages.flatMap((page) => page.articles)
  const isEmpty = articles?.length === 0
  const languages = figures.data?.languages ?? []
  const language = likelyLanguage(languages)
  return (
    <KnowledgePane
      tab="questions"
      action={
        <Button icon={ClipboardPaste} disabledReason={readOnly} onClick={() => setPasting(true)}>
          {words.paste}
        </Button>
      }
    >
      {!(isEmpty && !isNarrowed(filter)) && (
        <KnowledgeFilters
          filter={filter}
          hasKinds={false}
          onChange={({ kind: _, ...change }) => {
            const search = { ...filter, ...change } as QuestionFilter
            void navigate({ to: '/knowledge/questions', search, replace: true })
          }}
        />
      )}
      <PaneBody>
        <Column>
          {readOnly === null && isReady && <AddQuestion languages={languages} language={language} />}
          <Awaited
            {...{ data, error, isPending, refetch }}
            label={words.tabs.questions}
            failed={words.error}
          />
          {isEmpty && isNarrowed(filter) && (
            <EmptyState title={words.noMatchTitle} body={words.noMatchBody} />
          )}
          {isEmpty && !isNarrowed(filter) && (
            <EmptyState title={words.noQuestionsTitle} body={words.noQuestionsBody} />
          )}
          {articles && !isEmpty && (
            <Rows label={words.tabs.questions}>
              {articles.map((article) => (
                <QuestionRow key={article.id} article={article} />
              ))}
            </Rows>
          )}
          <MoreButton list={list} />
        </Column>
      </PaneBody>
      {isPasting && !figures.isPending && (
        <PasteDialog languages={languages} language={language} onClose={() => setPasting(false)} />
      )}
    </KnowledgePane>
  )
}
