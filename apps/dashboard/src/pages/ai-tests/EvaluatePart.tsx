import { type InstructionPlace, newId, type TestCase, type TestSet } from '@hilo/protocol'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useInboxes } from '../../api/session.ts'
import { useBeginEvaluation } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { EstimateLine } from './EstimateLine.tsx'

/** Begins an evaluation, after it was said what that may cost. */
export function EvaluatePart({ set, cases }: { set: TestSet; cases: readonly TestCase[] }) {
  const { tests: words } = useWords()
  const [draft, setDraft] = useState<InstructionPlace | ''>('')
  const begin = useBeginEvaluation(set.id)
  const readOnly = useReadOnlyReason()
  const isUnderWay = set.last?.status === 'waiting' || set.last?.status === 'running'
  const unready = readOnly ?? (set.cases === 0 ? words.noCases : isUnderWay && words.underWay)
  const inboxes = useInboxes().data ?? []
  // A case of no inbox is played in whichever is tried.
  const tried = inboxes.filter(({ id }) => cases.some(({ inboxId }) => inboxId === null || inboxId === id))
  return (
    <Part title={words.evaluate}>
      <ChoiceControl
        label={words.tried}
        value={draft}
        options={[
          { value: '', label: words.published },
          { value: 'org', label: words.draftOrg },
          ...tried.map(({ id, name }) => ({ value: id, label: words.draftInbox(name) })),
        ]}
        onChange={setDraft}
      />
      {set.cases > 0 && <EstimateLine setId={set.id} revision={set.revision} />}
      <Inline isWrapping>
        <Button
          variant="primary"
          disabledReason={unready}
          onClick={() => begin.mutate({ clientId: newId(), draft: draft || null }, { onError: sayRefused })}
        >
          {words.evaluate}
        </Button>
        {unready && (
          <Text size="sm" tone="muted">
            {unready}
          </Text>
        )}
      </Inline>
    </Part>
  )
}
