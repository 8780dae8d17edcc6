import type { ToolField } from '@hilo/protocol'
import { Plus, Trash2 } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { CheckControl, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import type { ToolFormProps } from './ToolEditor.tsx'
import { NEW_FIELD } from './tool-form.ts'

/** What the model fills in. Who the contact is, is never among it. */
export function FieldRows({ typed: { fields }, set, errorAt }: ToolFormProps) {
  const { tools: words } = useWords()
  const put = (at: number, field: ToolField | null) =>
    set({ fields: fields.flatMap((one, index) => (index === at ? (field ?? []) : one)) })
  const error = errorAt('fields')
  return (
    <Part
      title={words.fields}
      aside={
        <Button icon={Plus} onClick={() => set({ fields: [...fields, NEW_FIELD] })}>
          {words.addField}
        </Button>
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.fieldsHint}
      </Text>
      {error && (
        <Text as="p" size="sm" tone="fail">
          {error}
        </Text>
      )}
      {fields.length > 0 && (
        <Rows label={words.fields}>
          {fields.map((field, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field has no name before it is typed
            <FieldRow key={at} field={field} onChange={(next) => put(at, next)} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

type RowProps = { field: ToolField; onChange: (field: ToolField | null) => void }

function FieldRow({ field, onChange }: RowProps) {
  const { tools: words } = useWords()
  const set = (fields: Partial<ToolField>) => onChange({ ...field, ...fields })
  const types = (Object.keys(words.types) as ToolField['type'][]).map((value) => ({
    value,
    label: words.types[value],
  }))
  return (
    <ItemRow
      end={
        <QuietIconButton
          icon={Trash2}
          label={words.removeField(field.label)}
          onClick={() => onChange(null)}
        />
      }
    >
      <Stack gap={3}>
        <Inline isWrapping align="start">
          <LineControl label={words.fieldLabel} value={field.label} onChange={(label) => set({ label })} />
          <LineControl
            label={words.fieldName}
            placeholder="order_id"
            value={field.name}
            onChange={(name) => set({ name })}
          />
          <ChoiceControl
            label={words.fieldType}
            value={field.type}
            options={types}
            onChange={(type) =>
              set({ type: type as ToolField['type'], ...(type !== 'choice' && { options: [] }) })
            }
          />
        </Inline>
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
        <CheckControl
          label={words.fieldRequired}
          isChecked={field.isRequired}
          onChange={(isRequired) => set({ isRequired })}
        />
      </Stack>
    </ItemRow>
  )
}
