import type { ToolField } from '@hilo/protocol'
import { Plus } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Inline, Nested, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { itemsOf, type TypedValues, withItem } from './trial-values.ts'

type Props = {
  fields: readonly ToolField[]
  typed: TypedValues
  /** Before the names of these: `items[0].`. */
  path?: string
  onType: (typed: TypedValues) => void
}

/** Fields of a tool, to be filled in by hand as a model would. */
export function ValueFields({ fields, path = '', ...props }: Props) {
  return fields.map((field) => (
    <ValueField key={field.name} field={field} path={`${path}${field.name}`} {...props} />
  ))
}

type FieldProps = Omit<Props, 'fields' | 'path'> & { field: ToolField; path: string }

function ValueField(props: FieldProps) {
  const { field, typed, path, onType } = props
  const { tools: words } = useWords()
  const control = {
    label: field.label,
    value: typed[path] ?? '',
    onChange: (value: string) => onType({ ...typed, [path]: value }),
  }
  const optional = field.isRequired ? null : words.optional
  if (field.type === 'group')
    return field.isList ? <Items {...props} /> : <Group {...props} title={field.label} />
  if (field.isList)
    return <LinesControl {...control} note={[optional, words.onePerLine].filter(Boolean).join(', ')} />
  const choices = field.type === 'boolean' ? ['true', 'false'] : field.options
  if (choices.length === 0) return <LineControl {...control} note={optional} type={inputOf(field)} />
  const options = ['', ...choices].map((value) => ({ value, label: value }))
  return <ChoiceControl {...control} note={optional} options={options} />
}

function Group({ field: { fields = [] }, path, title, ...props }: FieldProps & { title: string }) {
  return (
    <Stack gap={2}>
      <Text size="sm" isStrong>
        {title}
      </Text>
      <Nested>
        <ValueFields fields={fields} path={`${path}.`} {...props} />
      </Nested>
    </Stack>
  )
}

function Items(props: FieldProps) {
  const { field, typed, path, onType } = props
  const { toolFields: words } = useWords()
  return (
    <>
      {Array.from({ length: itemsOf(typed, path) }, (_, nth) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place
          key={nth}
          {...props}
          path={`${path}[${nth}]`}
          title={words.item(field.label, nth + 1)}
        />
      ))}
      <Inline>
        <Button icon={Plus} onClick={() => onType(withItem(typed, path))}>
          {words.addItem(field.label)}
        </Button>
      </Inline>
    </>
  )
}

function inputOf({ type }: ToolField): 'text' | 'number' | 'date' | 'email' {
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'date' || type === 'email' ? type : 'text'
}
