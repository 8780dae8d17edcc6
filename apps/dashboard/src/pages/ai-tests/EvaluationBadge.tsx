import type { Evaluation } from '@hilo/protocol'
import { useTestSets } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { hasEnough, shareAsked } from './has-enough.ts'

/** How far an evaluation is, or how many of its cases passed, and whether that is what its gate asks for. */
export function EvaluationBadge({ evaluation }: { evaluation: Evaluation }) {
  const { tests: words, gates } = useWords()
  const sets = useTestSets().data
  const { status, passed, cases, played, plays, setId } = evaluation
  if (status === 'done' && passed !== null) {
    const set = sets?.find(({ id }) => id === setId)
    const share = set ? shareAsked(evaluation, set) : null
    const tone = !sets ? 'plain' : hasEnough(evaluation, share) ? 'done' : 'fail'
    return (
      <Badge tone={tone} title={share === null ? undefined : gates.asks(share)}>
        {words.passed(passed, cases)}
      </Badge>
    )
  }
  const isUnderWay = status === 'waiting' || status === 'running'
  return (
    <Badge tone={isUnderWay ? 'accent' : 'wait'}>
      {isUnderWay
        ? `${words.statuses[status]}: ${words.progress(played, cases * plays)}`
        : words.statuses[status]}
    </Badge>
  )
}
