import type { Evaluation } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'

type Props = {
  evaluation: Evaluation
  /** So many had to pass, though others fail. */
  isEnough?: boolean
}

/** How far an evaluation is, or how many of its cases passed. */
export function EvaluationBadge({ evaluation, isEnough = false }: Props) {
  const { tests: words } = useWords()
  const { status, passed, cases, played, plays } = evaluation
  if (status === 'done' && passed !== null)
    return <Badge tone={isEnough || passed === cases ? 'done' : 'fail'}>{words.passed(passed, cases)}</Badge>
  const isUnderWay = status === 'waiting' || status === 'running'
  return (
    <Badge tone={isUnderWay ? 'accent' : 'wait'}>
      {isUnderWay
        ? `${words.statuses[status]}: ${words.progress(played, cases * plays)}`
        : words.statuses[status]}
    </Badge>
  )
}
