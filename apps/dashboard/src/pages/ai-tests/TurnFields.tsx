import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import type { TypedTurn } from './case-form.ts'
import { ExpectationFields } from './ExpectationFields.tsx'

type Props = {
  turn: TypedTurn
  at: number
  issues: Issues
  onChange: (fields: Partial<TypedTurn>) => void
  /** Tools answer in this case, so one can be expected to be called. */
  hasTools: boolean
  /** Not for the only one. */
  onRemove?: () => void
}

/** What the contact says in a turn, and what is expected of the answer. */
export function TurnFields({ turn, at, issues, onChange, hasTools, onRemove }: Props) {
  const { tests: words } = useWords()
  return (
    <Part
      title={words.turn(at)}
      aside={onRemove && <Button onClick={onRemove}>{words.removeTurn(at)}</Button>}
    >
      {at > 1 && <ConditionFields {...{ turn, onChange }} issues={issuesBelow(issues, 'only')} />}
      <LinesControl
        {...{ label: words.says, hint: words.saysHint, value: turn.says, rows: 3 }}
        error={issues.within('says')}
        onChange={(text) => onChange({ says: text })}
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
