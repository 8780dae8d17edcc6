import type { AnswerAction } from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { CheckControl, CheckGroup, LinesControl } from '../../ui/Control.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Stack } from '../../ui/Stack.tsx'
import type { TypedTurn } from './case-form.ts'

type Props = { turn: TypedTurn; issues: Issues; onChange: (fields: Partial<TypedTurn>) => void }

/** When a turn is said at all: a contact reacts to what it was told. */
export function ConditionFields({ turn: { onlyActions, onlySays }, issues, onChange }: Props) {
  const { tests: words } = useWords()
  const actions = Object.entries(words.actions) as [AnswerAction, string][]
  const toggle = (action: AnswerAction, isOn: boolean) =>
    onChange({
      onlyActions: isOn ? [...onlyActions, action] : onlyActions.filter((one) => one !== action),
    })
  const when = [...onlyActions.map((one) => words.actions[one]), ...onlySays.split('\n').filter(Boolean)]
  return (
    <Disclosure
      isOpen={issues.within('says') !== null || undefined}
      summary={when.length > 0 ? words.onlyAfter(when.join(', ')) : words.always}
    >
      <Stack gap={4}>
        <CheckGroup label={words.onlyActions}>
          {actions.map(([action, label]) => (
            <CheckControl
              key={action}
              label={label}
              isChecked={onlyActions.includes(action)}
              onChange={(isOn) => toggle(action, isOn)}
            />
          ))}
        </CheckGroup>
        <LinesControl
          {...{ label: words.onlySays, hint: words.pointsHint, value: onlySays }}
          error={issues.within('says')}
          onChange={(text) => onChange({ onlySays: text })}
        />
      </Stack>
    </Disclosure>
  )
}
