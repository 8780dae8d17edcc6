import type { BackendMetrics, QuestionMetrics, StopReason } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration } from '../../i18n/time.ts'
import { Bar } from '../../ui/Figures.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { RunsLink } from './RunsLink.tsx'

const STOPS: readonly StopReason[] = ['waiting', 'timed_out', 'handed_off', 'failed', 'cancelled', 'ended']

/** The questions in the order in which they are met: how many runs came so far, and where the others are. */
export function FunnelPart({ metrics }: { metrics: BackendMetrics }) {
  const { metrics: words } = useWords()
  return (
    <Part title={words.funnel}>
      {metrics.questions.length === 0 && <Text tone="muted">{words.funnelNone}</Text>}
      {metrics.questions.length > 0 && (
        <Rows label={words.funnel}>
          {metrics.questions.map((question) => (
            <QuestionRow key={question.name} metrics={metrics} question={question} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

type Props = { metrics: BackendMetrics; question: QuestionMetrics }

function QuestionRow({ metrics, question }: Props) {
  const { metrics: words } = useWords()
  const language = useLanguage()
  const { name, reached, answered } = question
  const whole = Math.max(metrics.runs.started, 1)
  const share = words.percent(Math.round((100 * reached) / whole))
  return (
    <ItemRow
      end={
        <Text size="sm" tone="muted">
          <RunsLink metrics={metrics} filter={{ question: name }}>
            {words.reachedCount(reached.toLocaleString(language))}
          </RunsLink>
          {` · ${share}`}
        </Text>
      }
      below={
        <>
          <Bar whole={reached / whole} part={answered / whole} />
          <Inline isWrapping isSpread>
            <Answers question={question} />
            <Stops metrics={metrics} question={question} />
          </Inline>
        </>
      }
    >
      <Text isStrong isTruncated title={name}>
        {name}
      </Text>
    </ItemRow>
  )
}

function Answers({ question }: Pick<Props, 'question'>) {
  const { metrics: words, time } = useWords()
  const language = useLanguage()
  const { answered, answerMs, refused, wordings } = question
  const parts = [
    words.answeredCount(answered.toLocaleString(language)),
    answerMs !== null && words.answerTime(exactDuration(answerMs, time)),
    refused > 0 && words.refused(refused.toLocaleString(language)),
    wordings > 1 && words.wordings(wordings),
  ]
  return (
    <Text size="sm" tone="muted">
      {parts.filter(Boolean).join(' · ')}
    </Text>
  )
}

function Stops({ metrics, question }: Props) {
  const { metrics: words } = useWords()
  const language = useLanguage()
  const stops = STOPS.filter((stop) => question.stopped[stop] > 0)
  if (stops.length === 0) return null
  return (
    <Text size="sm" tone="muted">
      {words.stoppedHere}
      {stops.map((stopped, index) => (
        <span key={stopped}>
          {index > 0 ? ', ' : ' '}
          <RunsLink metrics={metrics} filter={{ question: question.name, stopped }}>
            {words.stoppedCount(question.stopped[stopped].toLocaleString(language), stopped)}
          </RunsLink>
        </span>
      ))}
    </Text>
  )
}
