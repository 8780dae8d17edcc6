import type { Id } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useTestSets } from '../../api/test-sets.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { NewSetDialog } from './NewSetDialog.tsx'
import type { NewCase } from './new-case.ts'

/** The way from what was said, or asked in vain, to a case that says how it should go. */
export function MakeCaseButton({ from }: { from: NewCase }) {
  const { tests: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <>
      <Button icon={ListChecks} disabledReason={readOnly} onClick={() => setChoosing(true)}>
        {words.makeCase}
      </Button>
      {isChoosing && <SetChoice from={from} onClose={() => setChoosing(false)} />}
    </>
  )
}

function SetChoice({ from, onClose }: { from: NewCase; onClose: () => void }) {
  const { tests: words } = useWords()
  const { data: sets, error } = useTestSets()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Id | ''>('')
  const [isNew, setNew] = useState(false)
  const open = (setId: Id) =>
    void navigate({ to: '/settings/ai/tests/$setId', params: { setId }, search: from })
  const setId = chosen || sets?.[0]?.id
  if (isNew || sets?.length === 0) return <NewSetDialog isForCase onMade={open} onClose={onClose} />
  return (
    <Dialog isOpen onClose={onClose} title={words.makeCase} closeLabel={words.cancel}>
      <Stack gap={4}>
        <Text as="p" size="sm" tone="muted">
          {words.makeCaseHint}
        </Text>
        {error && (
          <Text size="sm" tone="fail">
            {explainError(error)}
          </Text>
        )}
        <ChoiceControl
          label={words.intoSet}
          value={setId ?? ''}
          options={(sets ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
        <Inline isWrapping>
          <Button
            variant="primary"
            disabledReason={!setId && words.loadingSets}
            onClick={() => setId && open(setId)}
          >
            {words.writeCase}
          </Button>
          <Button onClick={() => setNew(true)}>{words.create}</Button>
        </Inline>
      </Stack>
    </Dialog>
  )
}
