import type { Issue } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { explainIssue } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { gateIssues } from './gate-issues.ts'

/** Why something was not published: of each test set that keeps it from that, with the way to its result. */
export function GateRefusal({ error }: { error: unknown }) {
  const issues = gateIssues(error)
  if (issues.length === 0) return <Refusal error={error} />
  return (
    <div role="alert">
      <Stack gap={1}>
        {issues.map((issue) => (
          <Inline key={issue.message} isWrapping gap={1}>
            <Text size="sm" tone="fail" isBroken>
              {explainIssue(issue)}
            </Text>
            <WayThere issue={issue} />
          </Inline>
        ))}
      </Stack>
    </div>
  )
}

function WayThere({ issue: { path } }: { issue: Issue }) {
  const { gates: words } = useWords()
  const [where, id] = path.map(String)
  if (id === undefined) return null
  if (where === 'evaluations')
    return (
      <Link to="/settings/ai/evaluations/$evaluationId" params={{ evaluationId: id }} className={TEXT_LINK}>
        {words.result}
      </Link>
    )
  if (where !== 'test-sets') return null
  return (
    <Link to="/settings/ai/tests/$setId" params={{ setId: id }} className={TEXT_LINK}>
      {words.openSet}
    </Link>
  )
}
