import type { Evaluation, Id } from '@hilo/protocol'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useCancelEvaluation, useEvaluation } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { AboutEvaluation } from './AboutEvaluation.tsx'
import { EvaluationBadge } from './EvaluationBadge.tsx'
import { ResultsPart } from './ResultsPart.tsx'

/** One evaluation, live: how far it is, what came of each case, and what differs from the one before. */
export function EvaluationPage() {
  const { tests: words } = useWords()
  const { evaluationId } = useParams({ from: '/app/settings/ai/evaluations/$evaluationId' })
  const { data, error, isPending, refetch } = useEvaluation(evaluationId as Id)
  const title = data ? words.evaluationOf(data.evaluation.setName) : words.title
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Inline>
          {data && <BackToSet evaluation={data.evaluation} />}
          <Text as="h1" isStrong isBroken>
            {title}
          </Text>
          {data && <EvaluationBadge evaluation={data.evaluation} />}
        </Inline>
        {data && <CancelButton evaluation={data.evaluation} />}
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.resultError} />
      {data && (
        <PaneBody>
          <Column>
            <AboutEvaluation {...data} />
            <ResultsPart results={data.results} />
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function BackToSet({ evaluation: { setId, setName } }: { evaluation: Evaluation }) {
  const { tests: words } = useWords()
  const search = useSearch({ from: '/app/settings/ai/evaluations/$evaluationId' })
  return (
    <Link to="/settings/ai/tests/$setId" params={{ setId }} search={search} className={BACK_LINK}>
      <BackMark label={words.backToSet(setName)} />
    </Link>
  )
}

function CancelButton({ evaluation: { id, status } }: { evaluation: Evaluation }) {
  const { tests: words } = useWords()
  const cancel = useCancelEvaluation(id)
  const readOnly = useReadOnlyReason()
  if (status !== 'waiting' && status !== 'running') return null
  return (
    <Button disabledReason={readOnly} onClick={() => cancel.mutate(undefined, { onError: sayRefused })}>
      {words.cancelRun}
    </Button>
  )
}
