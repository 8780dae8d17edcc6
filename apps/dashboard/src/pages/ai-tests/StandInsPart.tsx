import type { StandIn } from '@hilo/protocol'
import { useAiTools, useBackendTools } from '../../api/ai-tools.ts'
import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { FieldRow } from '../../ui/Writing.tsx'
import type { TypedStandIn } from './case-form.ts'

type Props = {
  standIns: readonly TypedStandIn[]
  issues: Issues
  onChange: (standIns: TypedStandIn[]) => void
}

/** What each tool answers while the case is played; nothing where the org has no tool. */
export function StandInsPart({ standIns, issues, onChange }: Props) {
  const { tests: words } = useWords()
  const names = useToolNames()
  const [first] = names
  if (first === undefined && standIns.length === 0) return null
  const set = (key: number, fields: Partial<StandIn>) =>
    onChange(standIns.map((one) => (one.key === key ? { ...one, ...fields } : one)))
  const add = (tool: string) => {
    const key = Math.max(-1, ...standIns.map((one) => one.key)) + 1
    onChange([...standIns, { key, tool, outcome: 'done', result: '' }])
  }
  return (
    <Part
      title={words.standIns}
      aside={first !== undefined && <Button onClick={() => add(first)}>{words.addStandIn}</Button>}
    >
      <Text as="p" size="sm" tone="muted">
        {words.standInsHint}
      </Text>
      {standIns.map((standIn, at) => (
        <StandInFields
          key={standIn.key}
          standIn={standIn}
          names={names}
          issues={issuesBelow(issues, at)}
          onChange={(fields) => set(standIn.key, fields)}
          onRemove={() => onChange(standIns.filter(({ key }) => key !== standIn.key))}
        />
      ))}
    </Part>
  )
}

type FieldsProps = {
  standIn: StandIn
  names: readonly string[]
  issues: Issues
  onChange: (fields: Partial<StandIn>) => void
  onRemove: () => void
}

function StandInFields({ standIn, names, issues, onChange, onRemove }: FieldsProps) {
  const { tool, outcome, result } = standIn
  const { tests: words } = useWords()
  // One that is gone by now is shown all the same.
  const all = names.includes(tool) ? names : [...names, tool]
  return (
    <>
      <FieldRow>
        <ChoiceControl
          label={words.tool}
          value={tool}
          error={issues.at('tool')}
          options={all.map((name) => ({ value: name, label: name }))}
          onChange={(name) => onChange({ tool: name })}
        />
        <ChoiceControl
          label={words.toolOutcome}
          value={outcome}
          options={Object.entries(words.toolOutcomes).map(([value, label]) => ({ value, label }))}
          onChange={(value) => onChange({ outcome: value as StandIn['outcome'] })}
        />
      </FieldRow>
      <LinesControl
        label={outcome === 'done' ? words.toolGives : words.toolReason}
        {...{ hint: outcome === 'done' ? words.toolGivesHint : undefined, value: result, rows: 2 }}
        error={issues.at('result')}
        onChange={(text) => onChange({ result: text })}
      />
      <div>
        <Button variant="ghost" onClick={onRemove}>
          {words.removeStandIn(tool)}
        </Button>
      </div>
    </>
  )
}

/** As a model calls them. */
function useToolNames(): string[] {
  const tools = useAiTools().data ?? []
  const code = (useBackendTools().data ?? []).filter(({ id, declared }) => id !== null && declared !== null)
  return [...new Set([...tools, ...code].map(({ name }) => name))]
}
