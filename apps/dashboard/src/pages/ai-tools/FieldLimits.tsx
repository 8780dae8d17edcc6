import type { ToolField } from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { FieldRow } from '../../ui/Writing.tsx'
import { defaultOf } from './field-form.ts'

type Props = { field: ToolField; issues: Issues; set: (fields: Partial<ToolField>) => void }
type Limit = 'min' | 'max' | 'itemsMin' | 'itemsMax'

const LIMITS = ['min', 'max', 'itemsMin', 'itemsMax', 'default', 'pattern'] as const

/** Whether something is wrong there, so that it has to be in sight. */
export function hasWrongLimit(issues: Issues): boolean {
  return LIMITS.some((limit) => issues.at(limit) !== null)
}

/** What a field may at most be, and what is filled in where the model leaves it out. */
export function FieldLimits({ field, issues, set }: Props) {
  const { toolFields: words } = useWords()
  const isNumber = field.type === 'integer' || field.type === 'number'
  const isText = field.type === 'text'
  const limit = (name: Limit, label: string) => (
    <LineControl
      type="number"
      label={label}
      value={field[name] === undefined ? '' : String(field[name])}
      error={issues.at(name)}
      onChange={(text) => set({ [name]: text === '' ? undefined : Number(text) })}
    />
  )
  return (
    <Stack gap={3}>
      <FieldRow isOfThree>
        {isNumber && limit('min', words.least)}
        {isNumber && limit('max', words.most)}
        {isText && limit('min', words.shortest)}
        {isText && limit('max', words.longest)}
        {field.isList && limit('itemsMin', words.itemsMin)}
        {field.isList && limit('itemsMax', words.itemsMax)}
        {!field.isList && <DefaultControl {...{ field, issues, set }} />}
      </FieldRow>
      {(isText || field.pattern !== undefined) && (
        <LineControl
          label={words.pattern}
          hint={words.patternHint}
          placeholder="^[A-Z]{2}-\d+$"
          value={field.pattern ?? ''}
          error={issues.at('pattern')}
          onChange={(pattern) => set({ pattern: pattern === '' ? undefined : pattern })}
        />
      )}
    </Stack>
  )
}

function DefaultControl({ field, issues, set }: Props) {
  const { toolFields: words } = useWords()
  const control = {
    label: words.default,
    value: field.default === undefined ? '' : String(field.default),
    error: issues.at('default'),
    onChange: (text: string) => set({ default: defaultOf(field, text) }),
  }
  const choices = field.type === 'boolean' ? ['true', 'false'] : field.options
  if (choices.length === 0) return <LineControl {...control} />
  return <ChoiceControl {...control} options={['', ...choices].map((value) => ({ value, label: value }))} />
}
