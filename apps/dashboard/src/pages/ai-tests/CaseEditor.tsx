import { type Id, newId, type TestCase, type TestWords } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useInboxes } from '../../api/session.ts'
import { usePutCase } from '../../api/test-sets.ts'
import { issuesBelow, issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { isUnsaid, type TypedCase, typedOf, wordsOf } from './case-form.ts'
import { GoalParts } from './GoalParts.tsx'
import { missingOf } from './goal-form.ts'
import { StandInsPart } from './StandInsPart.tsx'
import { TurnsParts } from './TurnsParts.tsx'

/** The fields of the API that this form shows, each with what is wrong with it. */
const SHOWN = ['name', 'language', 'inboxId', 'standIns', 'turns', 'goal']
const KINDS = ['turns', 'goal'] as const

type Props = {
  setId: Id
  /** Null for a new one. */
  one: TestCase | null
  /** What a new one begins with. */
  start?: TestWords | null
  onClose: () => void
}

/** What a contact says turn by turn, or wants, and what is expected of the answers. */
export function CaseEditor({ setId, one, start = null, onClose }: Props) {
  const { tests: words, backends } = useWords()
  const put = usePutCase(setId)
  const readOnly = useReadOnlyReason()
  const inboxes = useInboxes().data ?? []
  const [caseId] = useState(() => one?.id ?? newId())
  const [isTried, setTried] = useState(false)
  const [typed, setTyped] = useState(() => typedOf(one ?? start))
  const { name, language, inboxId, standIns, kind, turns, goal } = typed
  const hasTools = standIns.length > 0
  const set = (fields: Partial<typeof typed>) => setTyped({ ...typed, ...fields })
  const hints = kind === 'goal' ? words.goal : { ...words, nameHint: words.caseNameHint }
  const missing = kind === 'goal' ? missingOf(goal) : []
  const isUnsaidSomewhere = kind === 'turns' && turns.some(({ says }) => says.flat().some(isUnsaid))
  const issues = issuesOf(put.error, { sent: put.variables?.words, now: wordsOf(typed) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length > 0 || isUnsaidSomewhere) return
    put.mutate({ caseId, words: wordsOf(typed) }, { onSuccess: onClose })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <ChoiceControl
        label={words.goal.kind}
        value={kind}
        options={KINDS.map((value) => ({ value, label: words.goal.kinds[value] }))}
        onChange={(value) => set({ kind: value as TypedCase['kind'] })}
      />
      {kind === 'goal' ? (
        <GoalParts
          {...{ goal, hasTools }}
          missing={isTried ? missing : []}
          issues={issuesBelow(issues, 'goal')}
          onChange={(fields) => set({ goal: { ...goal, ...fields } })}
        />
      ) : (
        <TurnsParts
          {...{ turns, hasTools, isTried }}
          issues={issuesBelow(issues, 'turns')}
          onChange={(next) => set({ turns: next })}
        />
      )}
      <StandInsPart
        standIns={standIns}
        issues={issuesBelow(issues, 'standIns')}
        onChange={(next) => set({ standIns: next })}
      />
      <Part title={words.aboutCase}>
        <LineControl
          {...{ label: words.name, hint: hints.nameHint, maxLength: 200 }}
          value={name}
          error={issues.at('name')}
          onChange={(text) => set({ name: text })}
        />
        <LineControl
          {...{ label: words.language, hint: hints.languageHint, value: language }}
          error={issues.at('language')}
          onChange={(text) => set({ language: text })}
        />
        <ChoiceControl
          label={words.inbox}
          value={inboxId}
          error={issues.at('inboxId')}
          options={[
            { value: '', label: words.noInbox },
            ...inboxes.map((inbox) => ({ value: inbox.id, label: inbox.name })),
          ]}
          onChange={(id) => set({ inboxId: id })}
        />
      </Part>
      <Refusal error={put.error} fields={SHOWN} />
      <Inline>
        <Button
          type="submit"
          variant="primary"
          disabledReason={readOnly ?? (put.isPending && backends.saving)}
        >
          {words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </Inline>
    </Form>
  )
}
