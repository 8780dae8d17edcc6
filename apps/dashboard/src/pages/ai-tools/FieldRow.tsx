import type { ToolField } from '@hilo/protocol'
import { Plus, Trash2 } from 'lucide-react'
import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { CheckControl, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { ItemRow, Rows } from '../../ui/Page.tsx'
import { Inline, Nested, Stack } from '../../ui/Stack.tsx'
import { FieldRow as FieldsBeside } from '../../ui/Writing.tsx'
import { FieldLimits, hasWrongLimit } from './FieldLimits.tsx'
import { listed, NEW_FIELD, type Place, retyped, typesAt } from './field-form.ts'

type ListProps = {
  label: string
  fields: readonly ToolField[]
  place: Place
  issues: Issues
  onChange: (fields: ToolField[]) => void
}

/** The fields of a tool, or of a group. */
export function FieldList({ label, fields, place, issues, onChange }: ListProps) {
  const put = (at: number, field: ToolField | null) =>
    onChange(fields.flatMap((one, index) => (index === at ? (field ?? []) : one)))
  return (
    <Rows label={label}>
      {fields.map((field, at) => (
        <FieldRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a field has no name before it is typed
          key={at}
          {...{ field, place }}
          issues={issuesBelow(issues, at)}
          onChange={(next) => put(at, next)}
        />
      ))}
    </Rows>
  )
}

type RowProps = {
  field: ToolField
  place: Place
  issues: Issues
  onChange: (field: ToolField | null) => void
}

function FieldRow(props: RowProps) {
  const { field, place, issues, onChange } = props
  const { tools: words, toolFields } = useWords()
  const set = (fields: Partial<ToolField>) => onChange({ ...field, ...fields })
  return (
    <ItemRow below={field.type === 'group' && <GroupFields {...props} />}>
      <Stack gap={3}>
        <FieldHead {...props} />
        {field.type === 'choice' && (
          <LineControl
            label={words.fieldOptions}
            value={field.options.join(', ')}
            error={issues.within('options')}
            onChange={(value) => set({ options: value.split(',').map((one) => one.trimStart()) })}
          />
        )}
        <LineControl
          label={words.fieldDescription}
          value={field.description}
          error={issues.at('description')}
          onChange={(description) => set({ description })}
        />
        <Inline isSpread>
          <Inline isWrapping gap={4}>
            <CheckControl
              label={words.fieldRequired}
              isChecked={field.isRequired}
              onChange={(isRequired) => set({ isRequired })}
            />
            {!place.isPlain && (
              <CheckControl
                label={toolFields.isList}
                isChecked={field.isList === true}
                onChange={(isList) => onChange(listed(field, isList))}
              />
            )}
          </Inline>
          <QuietIconButton
            icon={Trash2}
            label={words.removeField(field.label || field.name)}
            onClick={() => onChange(null)}
          />
        </Inline>
        {(field.type !== 'group' || field.isList) && (
          <Disclosure summary={toolFields.limits} isOpen={hasWrongLimit(issues) || undefined}>
            <FieldLimits field={field} issues={issues} set={set} />
          </Disclosure>
        )}
      </Stack>
    </ItemRow>
  )
}

function FieldHead({ field, place, issues, onChange }: RowProps) {
  const { tools: words, toolFields } = useWords()
  const types = typesAt(place).map((value) => ({ value, label: toolFields.types[value] }))
  return (
    <FieldsBeside isOfThree>
      <LineControl
        label={words.fieldLabel}
        value={field.label}
        error={issues.at('label')}
        onChange={(label) => onChange({ ...field, label })}
      />
      <LineControl
        label={words.fieldName}
        placeholder="order_id"
        value={field.name}
        error={issues.at('name')}
        onChange={(name) => onChange({ ...field, name })}
      />
      <ChoiceControl
        label={words.fieldType}
        value={field.type}
        error={issues.at('type') ?? issues.at('fields')}
        options={types}
        onChange={(type) => onChange(retyped(field, type as ToolField['type']))}
      />
    </FieldsBeside>
  )
}

function GroupFields({ field, place, issues, onChange }: RowProps) {
  const { tools: words, toolFields } = useWords()
  const { fields = [] } = field
  const label = toolFields.fieldsOf(field.label || field.name)
  const put = (next: ToolField[]) => onChange({ ...field, fields: next })
  return (
    <Nested>
      <FieldList
        label={label}
        fields={fields}
        place={{ depth: place.depth + 1, isPlain: place.isPlain || field.isList === true }}
        issues={issuesBelow(issues, 'fields')}
        onChange={put}
      />
      <Inline>
        <Button
          icon={Plus}
          aria-label={`${words.addField}: ${label}`}
          onClick={() => put([...fields, NEW_FIELD])}
        >
          {words.addField}
        </Button>
      </Inline>
    </Nested>
  )
}
