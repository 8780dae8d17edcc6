import { type Id, newId, type TestCase, type TestWords } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useInboxes } from '../../api/session.ts'
import { usePutCase } from '../../api/test-sets.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { emptyTurn, type TypedTurn, typedOf, wordsOf } from './case-form.ts'
import { StandInsPart } from './StandInsPart.tsx'
import { TurnFields } from './TurnFields.tsx'

type Props = {
  setId: Id
  /** Null for a new one. */
  one: TestCase | null
  /** What a new one begins with. */
  start?: TestWords | null
  onClose: () => void
}

/** What a contact says, turn by turn, and what is expected of each answer. */
export function CaseEditor({ setId, one, start = null, onClose }: Props) {
  const { tests: words } = useWords()
  const put = usePutCase(setId)
  const readOnly = useReadOnlyReason()
  const inboxes = useInboxes().data ?? []
  const [caseId] = useState(() => one?.id ?? newId())
  const [typed, setTyped] = useState(() => typedOf(one ?? start))
  const { name, language, inboxId, standIns, turns } = typed
  const set = (fields: Partial<typeof typed>) => setTyped({ ...typed, ...fields })
  const setTurn = (key: number, fields: Partial<TypedTurn>) =>
    set({ turns: turns.map((turn) => (turn.key === key ? { ...turn, ...fields } : turn)) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    put.mutate({ caseId, words: wordsOf(typed) }, { onSuccess: onClose })
  }
  return (
    <Form onSubmit={submit}>
      {turns.map((turn, at) => (
        <TurnFields
          key={turn.key}
          turn={turn}
          at={at + 1}
          hasTools={standIns.length > 0}
          onChange={(fields) => setTurn(turn.key, fields)}
          {...(turns.length > 1 && {
            onRemove: () => set({ turns: turns.filter(({ key }) => key !== turn.key) }),
          })}
        />
      ))}
      <div>
        <Button
          onClick={() => set({ turns: [...turns, emptyTurn(Math.max(...turns.map(({ key }) => key)) + 1)] })}
        >
          {words.addTurn}
        </Button>
      </div>
      <StandInsPart standIns={standIns} onChange={(next) => set({ standIns: next })} />
      <Part title={words.aboutCase}>
        <LineControl
          {...{ label: words.name, hint: words.caseNameHint, maxLength: 200 }}
          value={name}
          onChange={(text) => set({ name: text })}
        />
        <LineControl
          {...{ label: words.language, hint: words.languageHint, value: language }}
          onChange={(text) => set({ language: text })}
        />
        <ChoiceControl
          label={words.inbox}
          value={inboxId}
          options={[
            { value: '', label: words.noInbox },
            ...inboxes.map((inbox) => ({ value: inbox.id, label: inbox.name })),
          ]}
          onChange={(id) => set({ inboxId: id })}
        />
      </Part>
      {put.error && (
        <div role="alert">
          <Text size="sm" tone="fail" isBroken>
            {explainError(put.error)}
          </Text>
        </div>
      )}
      <Inline>
        <Button type="submit" variant="primary" disabledReason={readOnly}>
          {words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </Inline>
    </Form>
  )
}
