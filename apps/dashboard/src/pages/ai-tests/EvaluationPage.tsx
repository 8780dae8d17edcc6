import type { CaseResult, Evaluation, Id } from '@hilo/protocol'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useCancelEvaluation, useEvaluation } from '../../api/test-sets.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { BUTTON_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { dollars } from '../ai/money.ts'
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
        <Inline isWrapping>
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
            <About {...data} />
            <ResultsPart results={data.results} />
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function BackToSet({ evaluation: { setId, setName } }: { evaluation: Evaluation }) {
  const { tests: words } = useWords()
  return (
    <Link to="/settings/ai/tests/$setId" params={{ setId }} className={BUTTON_LINK}>
      <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
      {words.backToSet(setName)}
    </Link>
  )
}

type AboutProps = { evaluation: Evaluation; before: Evaluation | null; results: readonly CaseResult[] }

function About({ evaluation, before, results }: AboutProps) {
  const { gates, tests: words } = useWords()
  const language = useLanguage()
  const { spent, createdAt, stoppedReason, orgVersion, knowledge, draft, article } = evaluation
  const { steps, tokens, microUsd, unknown } = spent
  const cost = unknown > 0 ? words.costUnknown : dollars(microUsd, language)
  const tried = [words.versions(orgVersion, knowledge), ...(draft === null ? [] : [words.ofDraft])]
  const sumOf = (count: (result: CaseResult) => number) => results.reduce((sum, one) => sum + count(one), 0)
  const good = sumOf(({ passed }) => passed)
  const lines = [
    `${fullTime(createdAt, language)}. ${tried.join(', ')}.`,
    `${words.spent(steps, tokens.toLocaleString(language))}, ${cost}.`,
    ...(evaluation.plays > 1 && evaluation.passed !== null
      ? [words.passAll({ ...evaluation, passed: evaluation.passed, good })]
      : []),
    before ? words.comparedWith(fullTime(before.createdAt, language)) : words.notCompared,
  ]
  return (
    <Stack gap={1}>
      {lines.map((line) => (
        <Text as="p" size="sm" tone="muted" key={line} isBroken>
          {line}
        </Text>
      ))}
      {evaluation.notPlayed > 0 && (
        <Text as="p" tone="wait">
          {words.goal.notPlayedCount(evaluation.notPlayed)}
        </Text>
      )}
      {stoppedReason && (
        <Text as="p" tone="wait">
          {words.stoppedBecause(stoppedReason)}
        </Text>
      )}
      {article && (
        <Link to="/knowledge/articles/$articleId" params={{ articleId: article.id }} className={TEXT_LINK}>
          {gates.ofArticle(article.title, article.version)}
        </Link>
      )}
    </Stack>
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
