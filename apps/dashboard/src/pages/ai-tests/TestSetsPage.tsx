import { newId, type TestSet } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useCreateSet, useTestSets } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ITEM_LINK } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from '../ai/AiTabs.tsx'
import { useReadOnlyReason } from '../backends/read-only.ts'
import { sayRefused } from '../backends/refusal.ts'
import { ListPage } from '../list/ListPage.tsx'
import { EvaluationBadge } from './EvaluationBadge.tsx'

/** The test sets of the org, each with what came of it last. */
export function TestSetsPage() {
  const { tests: words } = useWords()
  const list = useTestSets()
  const create = useCreateSet()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const begin = () => {
    const settings = { name: words.create, plays: 1, isRunAfterPublish: false, shareNeeded: null }
    create.mutate(
      { ...settings, clientId: newId() },
      {
        onSuccess: ({ id }) => void navigate({ to: '/settings/ai/tests/$setId', params: { setId: id } }),
        onError: sayRefused,
      },
    )
  }
  const action = (
    <Button icon={ListChecks} variant="primary" disabledReason={readOnly} onClick={begin}>
      {words.create}
    </Button>
  )
  return (
    <ListPage
      words={words}
      list={list}
      action={action}
      tabs={<AiTabs value="tests" />}
      row={(set) => <SetItem key={set.id} set={set} />}
    />
  )
}

function SetItem({ set }: { set: TestSet }) {
  const { tests: words } = useWords()
  return (
    <li>
      <Link to="/settings/ai/tests/$setId" params={{ setId: set.id }} className={ITEM_LINK}>
        <Inline isWrapping>
          <Text isStrong isBroken>
            {set.name}
          </Text>
          {set.last && <EvaluationBadge evaluation={set.last} />}
        </Inline>
        <Text size="sm" tone="muted">
          {`${words.cases(set.cases)}${set.last ? '' : `, ${words.never}`}`}
        </Text>
      </Link>
    </li>
  )
}
