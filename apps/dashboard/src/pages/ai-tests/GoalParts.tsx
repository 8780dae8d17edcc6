import { GOAL_TURNS_MAX } from '@hilo/protocol'
import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { ExpectationFields } from './ExpectationFields.tsx'
import type { missingOf, TypedGoal } from './goal-form.ts'

type Props = {
  goal: TypedGoal
  hasTools: boolean
  issues: Issues
  /** What has to be written first; nothing where it was not tried to save it. */
  missing: ReturnType<typeof missingOf>
  onChange: (fields: Partial<TypedGoal>) => void
}

/** A contact who wants something, and what must hold of the conversation that they have. */
export function GoalParts({ goal, hasTools, issues, missing, onChange }: Props) {
  const { tests } = useWords()
  const { goal: words } = tests
  const { persona, wants, facts, begins, contentWhen, turnsMax } = goal
  return (
    <>
      <Part title={words.title} intro={words.hint}>
        <LinesControl
          {...{ label: words.wants, hint: words.wantsHint, value: wants, maxLength: 1_000 }}
          error={missing.includes('wants') ? words.missing.wants : issues.at('wants')}
          onChange={(text) => onChange({ wants: text })}
        />
        <LinesControl
          {...{ label: words.contentWhen, hint: words.contentWhenHint, value: contentWhen }}
          error={missing.includes('contentWhen') ? words.missing.contentWhen : issues.within('contentWhen')}
          onChange={(text) => onChange({ contentWhen: text })}
        />
        <LinesControl
          {...{ label: words.facts, hint: words.factsHint, value: facts }}
          error={issues.within('facts')}
          onChange={(text) => onChange({ facts: text })}
        />
        <LinesControl
          {...{ label: words.persona, hint: words.personaHint, value: persona, maxLength: 1_000 }}
          error={issues.at('persona')}
          onChange={(text) => onChange({ persona: text })}
        />
        <LinesControl
          {...{ label: words.begins, hint: words.beginsHint, value: begins }}
          error={issues.within('begins')}
          onChange={(text) => onChange({ begins: text })}
        />
        <LineControl
          {...{
            label: words.turnsMax,
            type: 'number',
            min: 1,
            max: GOAL_TURNS_MAX,
            value: turnsMax,
          }}
          error={issues.at('turnsMax')}
          onChange={(text) => onChange({ turnsMax: text })}
        />
      </Part>
      <Part title={words.expectTitle}>
        <ExpectationFields
          typed={goal}
          label={words.endsWith}
          issues={issuesBelow(issues, 'expect')}
          {...{ hasTools, onChange }}
        />
      </Part>
    </>
  )
}
