import type { AnswerAction, HandoffReason } from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LinesControl } from '../../ui/Control.tsx'
import { CitesField } from './CitesField.tsx'
import type { TypedExpectation } from './expectation-form.ts'

type Props = {
  typed: TypedExpectation
  /** What the action is one of: an answer, or the end of a conversation. */
  label: string
  /** Tools answer in this case, so one can be expected to be called, or not to be. */
  hasTools: boolean
  issues: Issues
  onChange: (fields: Partial<TypedExpectation>) => void
}

/** What is expected of an answer, or of a whole conversation. */
export function ExpectationFields({ typed, label, hasTools, issues, onChange }: Props) {
  const { tests: words } = useWords()
  const { action, reason, mustSay, mustNotSay, cites, mustCall, mustNotCall } = typed
  return (
    <>
      <ChoiceControl
        label={label}
        value={action}
        options={[{ value: '', label: words.anything }, ...optionsOf(words.actions)]}
        onChange={(value) => onChange({ action: value as AnswerAction | '' })}
      />
      {action === 'handoff' && (
        <ChoiceControl
          label={words.reason}
          value={reason}
          options={[{ value: '', label: words.anyReason }, ...optionsOf(words.reasons)]}
          onChange={(value) => onChange({ reason: value as HandoffReason | '' })}
        />
      )}
      <LinesControl
        {...{ label: words.mustSay, hint: words.pointsHint, value: mustSay, rows: 2 }}
        error={issues.within('says')}
        onChange={(text) => onChange({ mustSay: text })}
      />
      <LinesControl
        {...{ label: words.mustNotSay, hint: words.pointsHint, value: mustNotSay, rows: 2 }}
        error={issues.within('saysNot')}
        onChange={(text) => onChange({ mustNotSay: text })}
      />
      <CitesField
        cites={cites}
        error={issues.within('cites')}
        onChange={(articles) => onChange({ cites: articles })}
      />
      {(hasTools || mustCall !== '') && (
        <LinesControl
          {...{ label: words.mustCall, hint: words.mustCallHint, value: mustCall, rows: 2 }}
          error={issues.within('calls')}
          onChange={(text) => onChange({ mustCall: text })}
        />
      )}
      {(hasTools || mustNotCall !== '') && (
        <LinesControl
          {...{
            label: words.goal.mustNotCall,
            hint: words.goal.mustNotCallHint,
            value: mustNotCall,
            rows: 2,
          }}
          error={issues.within('callsNot')}
          onChange={(text) => onChange({ mustNotCall: text })}
        />
      )}
    </>
  )
}

function optionsOf(labels: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
