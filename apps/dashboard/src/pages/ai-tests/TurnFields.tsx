import type { AnswerAction, HandoffReason } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { CitesField } from './CitesField.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import type { TypedTurn } from './case-form.ts'

type Props = {
  turn: TypedTurn
  at: number
  onChange: (fields: Partial<TypedTurn>) => void
  /** Tools answer in this case, so one can be expected to be called. */
  hasTools: boolean
  /** Not for the only one. */
  onRemove?: () => void
}

/** What the contact says in a turn, and what is expected of the answer. */
export function TurnFields({ turn, at, onChange, hasTools, onRemove }: Props) {
  const { tests: words } = useWords()
  const { says, action, reason, mustSay, mustNotSay, cites, mustCall } = turn
  return (
    <Part
      title={words.turn(at)}
      aside={onRemove && <Button onClick={onRemove}>{words.removeTurn(at)}</Button>}
    >
      {at > 1 && <ConditionFields turn={turn} onChange={onChange} />}
      <LinesControl
        {...{ label: words.says, hint: words.saysHint, value: says, rows: 3 }}
        onChange={(text) => onChange({ says: text })}
      />
      <ChoiceControl
        label={words.expects}
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
        onChange={(text) => onChange({ mustSay: text })}
      />
      <LinesControl
        {...{ label: words.mustNotSay, hint: words.pointsHint, value: mustNotSay, rows: 2 }}
        onChange={(text) => onChange({ mustNotSay: text })}
      />
      <CitesField cites={cites} onChange={(articles) => onChange({ cites: articles })} />
      {(hasTools || mustCall !== '') && (
        <LinesControl
          {...{ label: words.mustCall, hint: words.mustCallHint, value: mustCall, rows: 2 }}
          onChange={(text) => onChange({ mustCall: text })}
        />
      )}
    </Part>
  )
}

function optionsOf(labels: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
