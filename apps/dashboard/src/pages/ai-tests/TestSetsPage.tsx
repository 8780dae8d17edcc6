import type { TestSet } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useTestSets } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ITEM_LINK } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from '../ai/AiTabs.tsx'
import { ListPage } from '../list/ListPage.tsx'
import { EvaluationBadge } from './EvaluationBadge.tsx'
import { NewSetDialog } from './NewSetDialog.tsx'

/** The test sets of the org, each with what came of it last. */
export function TestSetsPage() {
  const { tests: words } = useWords()
  const list = useTestSets()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const [isNaming, setNaming] = useState(false)
  const action = (
    <Button icon={ListChecks} variant="primary" disabledReason={readOnly} onClick={() => setNaming(true)}>
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
    >
      {isNaming && (
        <NewSetDialog
          onMade={(setId) => void navigate({ to: '/settings/ai/tests/$setId', params: { setId } })}
          onClose={() => setNaming(false)}
        />
      )}
    </ListPage>
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
