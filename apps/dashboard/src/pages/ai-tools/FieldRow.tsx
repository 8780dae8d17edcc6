import type { ToolField } from '@hilo/protocol'
import { Plus, Trash2 } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { CheckControl, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { ItemRow, Rows } from '../../ui/Page.tsx'
import { Inline, Nested, Stack } from '../../ui/Stack.tsx'
import { FieldLimits } from './FieldLimits.tsx'
import { listed, NEW_FIELD, type Place, retyped, typesAt } from './field-form.ts'

type ListProps = {
  label: string
  fields: readonly ToolField[]
  place: Place
  onChange: (fields: ToolField[]) => void
}

/** The fields of a tool, or of a group. */
export function FieldList({ label, fields, place, onChange }: ListProps) {
  const put = (at: number, field: ToolField | null) =>
    onChange(fields.flatMap((one, index) => (index === at ? (field ?? []) : one)))
  return (
    <Rows label={label}>
      {fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field has no name before it is typed
        <FieldRow key={at} field={field} place={place} onChange={(next) => put(at, next)} />
      ))}
    </Rows>
  )
}

type RowProps = { field: ToolField; place: Place; onChange: (field: ToolField | null) => void }

function FieldRow({ field, place, onChange }: RowProps) {
  const { tools: words, toolFields } = useWords()
  const set = (fields: Partial<ToolField>) => onChange({ ...field, ...fields })
  return (
    <ItemRow
      below={field.type === 'group' && <GroupFields field={field} place={place} onChange={onChange} />}
    >
      <Stack gap={3}>
        <FieldHead field={field} place={place} onChange={onChange} />
        {field.type === 'choice' && (
          <LineControl
            label={words.fieldOptions}
            value={field.options.join(', ')}
            onChange={(value) => set({ options: value.split(',').map((one) => one.trimStart()) })}
          />
        )}
        <LineControl
          label={words.fieldDescription}
          value={field.description}
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
            label={words.removeField(field.label)}
            onClick={() => onChange(null)}
          />
        </Inline>
        {(field.type !== 'group' || field.isList) && (
          <Disclosure summary={toolFields.limits}>
            <FieldLimits field={field} set={set} />
          </Disclosure>
        )}
      </Stack>
    </ItemRow>
  )
}

function FieldHead({ field, place, onChange }: RowProps) {
  const { tools: words, toolFields } = useWords()
  const types = typesAt(place).map((value) => ({ value, label: toolFields.types[value] }))
  return (
    <Inline isWrapping align="start">
      <LineControl
        label={words.fieldLabel}
        value={field.label}
        onChange={(label) => onChange({ ...field, label })}
      />
      <LineControl
        label={words.fieldName}
        placeholder="order_id"
        value={field.name}
        onChange={(name) => onChange({ ...field, name })}
      />
      <ChoiceControl
        label={words.fieldType}
        value={field.type}
        options={types}
        onChange={(type) => onChange(retyped(field, type as ToolField['type']))}
      />
    </Inline>
  )
}

function GroupFields({ field, place, onChange }: RowProps) {
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
