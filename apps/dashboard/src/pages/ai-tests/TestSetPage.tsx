import type { Id, TestCase, TestWords } from '@hilo/protocol'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useDraftedCase, useEvaluations, useTestSet } from '../../api/test-sets.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { CaseEditor } from './CaseEditor.tsx'
import { CasesPart } from './CasesPart.tsx'
import { EvaluatePart } from './EvaluatePart.tsx'
import { EvaluationsPart } from './EvaluationsPart.tsx'
import { caseOfQuestion, type NewCase } from './new-case.ts'
import { SettingsPart } from './SettingsPart.tsx'

/** One test set: its cases, what depends on them, and what came of trying them. */
export function TestSetPage() {
  const { tests: words } = useWords()
  const { setId } = useParams({ from: '/app/settings/ai/tests/$setId' })
  const { data, error, refetch, ...set } = useTestSet(setId as Id)
  // They stand above the cases: were they later, those would move away under whoever is about to press one.
  const isPending = useEvaluations(setId as Id).isPending || set.isPending
  const from = useSearch({ from: '/app/settings/ai/tests/$setId' })
  const navigate = useNavigate()
  const begun = useNewCase(from)
  const [open, setOpen] = useState<TestCase | 'new' | null>(null)
  const close = () => {
    setOpen(null)
    const search = from.show ? { show: from.show } : {}
    void navigate({ to: '/settings/ai/tests/$setId', params: { setId }, search, replace: true })
  }
  const title = data?.set.name ?? words.title
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Inline>
          <Link to="/settings/ai/tests" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          <Text as="h1" isStrong isBroken>
            {title}
          </Text>
        </Inline>
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data && !isPending && (
        <PaneBody>
          <Column>
            {begun.error !== null && (
              <ErrorState
                title={words.newCaseError}
                reason={explainError(begun.error)}
                onRetry={begun.retry}
              />
            )}
            {begun.isPending && <LoadingRows label={words.addCase} />}
            {open || begun.start ? (
              <CaseEditor
                setId={data.set.id}
                one={open === 'new' ? null : open}
                start={begun.start}
                onClose={close}
              />
            ) : (
              <>
                <EvaluatePart set={data.set} cases={data.cases} />
                <EvaluationsPart setId={data.set.id} />
                <CasesPart set={data.set} cases={data.cases} onOpen={setOpen} />
                <SettingsPart key={data.set.id} set={data.set} />
              </>
            )}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

type Begun = { start: TestWords | null; error: unknown; isPending: boolean; retry(): void }

/** What the address says that a new case begins with; a conversation is read first. */
function useNewCase(from: NewCase | Record<never, never>): Begun {
  const said = 'conversation' in from ? from : null
  const drafted = useDraftedCase(said)
  const retry = () => void drafted.refetch()
  if ('question' in from) return { start: caseOfQuestion(from), error: null, isPending: false, retry }
  const isPending = said !== null && drafted.isPending
  return { start: drafted.data ?? null, error: drafted.error, isPending, retry }
}
