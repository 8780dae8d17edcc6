import { type ArticleGate, type ArticleTry, type Id, newId } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { FlaskConical } from 'lucide-react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useBeginEvaluation } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { EstimateLine } from '../ai-tests/EstimateLine.tsx'
import { EvaluationBadge } from '../ai-tests/EvaluationBadge.tsx'

/** What is tried, alone or together. */
export type ToTry = {
  articleIds: readonly Id[]
  /** In their place all that waits of a source. */
  sourceId?: Id
  /** Changes whenever the estimate may: it is asked for again. */
  estimateKey: number
  /** Why it cannot be tried now; null: it can be. */
  reason: string | null
  /** What is done once a try has begun. */
  onBegun?: (evaluationId: Id) => void
}

function areMany({ articleIds, sourceId }: ToTry): boolean {
  return sourceId !== undefined || articleIds.length > 1
}

function whatOf({ articleIds, sourceId }: ToTry): { sourceId: Id } | { articleIds: Id[] } {
  return sourceId === undefined ? { articleIds: [...articleIds] } : { sourceId }
}

/** A set that has to pass, or one that is played all the same. */
type Gate = ArticleTry & Partial<Pick<ArticleGate, 'shareNeeded'>>

/** The test sets that articles have to pass, and the way to try each. */
export function GateRows({ label, gates, toTry }: { label: string; gates: readonly Gate[]; toTry: ToTry }) {
  return (
    <Rows label={label}>
      {gates.map((gate) => (
        <GateRow key={gate.setId} gate={gate} toTry={toTry} />
      ))}
    </Rows>
  )
}

type RowProps = { gate: Gate; toTry: ToTry }

function GateRow({ gate, toTry }: RowProps) {
  const { gates: words } = useWords()
  const { setId, setName, shareNeeded, lacks, evaluation } = gate
  const isUnderWay = evaluation?.status === 'waiting' || evaluation?.status === 'running'
  const said = areMany(toTry) ? words.many : words.one
  const isAsked = shareNeeded !== undefined
  return (
    <ItemRow end={lacks !== null && <TryButton {...{ gate, toTry, isUnderWay }} />}>
      <Inline isWrapping>
        <Link to="/settings/ai/tests/$setId" params={{ setId }} className={TEXT_LINK}>
          {setName}
        </Link>
        {isAsked && (
          <Text size="sm" tone="muted">
            {words.asks(shareNeeded)}
          </Text>
        )}
        {evaluation && <EvaluationBadge evaluation={evaluation} />}
      </Inline>
      <LackLine gate={gate} said={said} isUnderWay={isUnderWay} />
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
      {lacks !== null && !isUnderWay && <EstimateLine setId={setId} revision={toTry.estimateKey} />}
      {lacks !== null && toTry.reason && (
        <Text as="p" size="sm" tone="muted">
          {toTry.reason}
        </Text>
      )}
    </ItemRow>
  )
}

type LackProps = {
  gate: Gate
  said: Record<'passed' | 'tried' | 'underWay', string>
  isUnderWay: boolean
}

function LackLine({ gate: { lacks, shareNeeded }, said, isUnderWay }: LackProps) {
  const { gates: words } = useWords()
  const isAsked = shareNeeded !== undefined
  const done = isAsked ? said.passed : said.tried
  const open = lacks !== null && (isUnderWay ? said.underWay : words.lacks[lacks])
  const tone =
    lacks === null && isAsked ? 'done' : lacks !== null && isAsked && !isUnderWay ? 'wait' : 'muted'
  return (
    <Text as="p" size="sm" tone={tone}>
      {open || done}
    </Text>
  )
}

function TryButton({ gate, toTry, isUnderWay }: RowProps & { isUnderWay: boolean }) {
  const { gates: words, tests } = useWords()
  const { setId, setName, evaluation } = gate
  const begin = useBeginEvaluation(setId)
  const readOnly = useReadOnlyReason()
  const said = areMany(toTry) ? words.many : words.one
  const busy = (isUnderWay || begin.isPending) && tests.underWay
  return (
    <Button
      icon={FlaskConical}
      aria-label={said.trySet(setName)}
      disabledReason={readOnly ?? toTry.reason ?? busy}
      onClick={() =>
        begin.mutate(
          { clientId: newId(), draft: null, ...whatOf(toTry) },
          { onSuccess: ({ id }) => toTry.onBegun?.(id), onError: sayRefused },
        )
      }
    >
      {evaluation ? words.tryAgain : said.tryIt}
    </Button>
  )
}
