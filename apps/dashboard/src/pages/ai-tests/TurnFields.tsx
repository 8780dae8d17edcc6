import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Part } from '../../ui/Page.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import type { TypedTurn } from './case-form.ts'
import { ExpectationFields } from './ExpectationFields.tsx'
import { SaysFields } from './SaysFields.tsx'

type Props = {
  turn: TypedTurn
  at: number
  issues: Issues
  onChange: (fields: Partial<TypedTurn>) => void
  isTried: boolean
  /** Tools answer in this case, so one can be expected to be called. */
  hasTools: boolean
  /** Not for the only one. */
  onRemove?: () => void
}

/** What the contact says in a turn, and what is expected of the answer. */
export function TurnFields({ turn, at, issues, onChange, hasTools, isTried, onRemove }: Props) {
  const { tests: words } = useWords()
  return (
    <Part
      title={words.turn(at)}
      aside={onRemove && <Button onClick={onRemove}>{words.removeTurn(at)}</Button>}
    >
      {at > 1 && <ConditionFields {...{ turn, onChange }} issues={issuesBelow(issues, 'only')} />}
      <SaysFields
        says={turn.says}
        isTried={isTried}
        issues={issuesBelow(issues, 'says')}
        onChange={(says) => onChange({ says })}
      />
      <ExpectationFields
        typed={turn}
        label={words.expects}
        issues={issuesBelow(issues, 'expect')}
        {...{ hasTools, onChange }}
      />
    </Part>
  )
}
