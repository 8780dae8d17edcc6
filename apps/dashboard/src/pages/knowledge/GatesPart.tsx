import { type Article, type ArticleGate, newId } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { FlaskConical } from 'lucide-react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useBeginEvaluation } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { EstimateLine } from '../ai-tests/EstimateLine.tsx'
import { EvaluationBadge } from '../ai-tests/EvaluationBadge.tsx'

type Props = { article: Article; gates: readonly ArticleGate[]; isDirty: boolean }

/** The test sets that the newest version has to pass, and the way to try it. */
export function GatesPart({ article, gates, isDirty }: Props) {
  const { gates: words } = useWords()
  if (gates.length === 0) return null
  return (
    <Part title={words.title} intro={words.intro}>
      <Rows label={words.title}>
        {gates.map((gate) => (
          <GateRow key={gate.setId} {...{ article, gate, isDirty }} />
        ))}
      </Rows>
    </Part>
  )
}

type RowProps = { article: Article; gate: ArticleGate; isDirty: boolean }

function GateRow({ article, gate, isDirty }: RowProps) {
  const { gates: words } = useWords()
  const { setId, setName, shareNeeded, lacks, evaluation } = gate
  const isUnderWay = evaluation?.status === 'waiting' || evaluation?.status === 'running'
  return (
    <ItemRow end={lacks !== null && <TryButton {...{ article, gate, isDirty, isUnderWay }} />}>
      <Inline isWrapping>
        <Link to="/settings/ai/tests/$setId" params={{ setId }} className={TEXT_LINK}>
          {setName}
        </Link>
        <Text size="sm" tone="muted">
          {words.asks(shareNeeded)}
        </Text>
        {evaluation && <EvaluationBadge evaluation={evaluation} />}
      </Inline>
      <Text as="p" size="sm" tone={lacks === null ? 'done' : isUnderWay ? 'muted' : 'wait'}>
        {lacks === null ? words.passed : isUnderWay ? words.underWay : words.lacks[lacks]}
      </Text>
      {evaluation && (
        <Link
          to="/settings/ai/evaluations/$evaluationId"
          params={{ evaluationId: evaluation.id }}
          className={TEXT_LINK}
          aria-label={words.resultOf(setName)}
        >
          {words.result}
        </Link>
      )}
      {lacks !== null && !isUnderWay && <EstimateLine setId={setId} revision={article.revision} />}
    </ItemRow>
  )
}

function TryButton({ article, gate, isDirty, isUnderWay }: RowProps & { isUnderWay: boolean }) {
  const { gates: words, tests } = useWords()
  const { setId, setName, evaluation } = gate
  const begin = useBeginEvaluation(setId)
  const readOnly = useReadOnlyReason()
  const busy = (isUnderWay || begin.isPending) && tests.underWay
  return (
    <Button
      icon={FlaskConical}
      aria-label={words.trySet(setName)}
      disabledReason={readOnly ?? (isDirty ? words.saveFirst : busy)}
      onClick={() =>
        begin.mutate({ clientId: newId(), draft: null, articleId: article.id }, { onError: sayRefused })
      }
    >
      {evaluation ? words.tryAgain : words.tryIt}
    </Button>
  )
}
