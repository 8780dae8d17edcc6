import { Plus } from 'lucide-react'
import { useState } from 'react'
import { issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Part } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { WrongLine } from '../../ui/WrongLine.tsx'
import { FieldList } from './FieldRow.tsx'
import { NEW_FIELD } from './field-form.ts'
import { SchemaEditor } from './SchemaEditor.tsx'
import type { ToolFormProps } from './tool-form.ts'

/** What the model fills in. Who the contact is, is never among it. */
export function FieldRows({ typed: { fields }, set, issues }: ToolFormProps) {
  const { tools: words, toolFields } = useWords()
  const [isSchema, setSchema] = useState(false)
  const error = issues.at('fields')
  return (
    <Part
      title={words.fields}
      aside={
        <Inline isWrapping>
          <Button aria-expanded={isSchema} onClick={() => setSchema(!isSchema)}>
            {toolFields.asSchema}
          </Button>
          <Button icon={Plus} onClick={() => set({ fields: [...fields, NEW_FIELD] })}>
            {words.addField}
          </Button>
        </Inline>
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.fieldsHint}
      </Text>
      {error && <WrongLine>{error}</WrongLine>}
      {isSchema && (
        <SchemaEditor
          fields={fields}
          onTake={(next) => {
            set({ fields: next })
            setSchema(false)
          }}
          onClose={() => setSchema(false)}
        />
      )}
      {fields.length > 0 && (
        <FieldList
          label={words.fields}
          fields={fields}
          place={{ depth: 0, isPlain: false }}
          issues={issuesBelow(issues, 'fields')}
          onChange={(next) => set({ fields: next })}
        />
      )}
    </Part>
  )
}
