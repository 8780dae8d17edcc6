import { fieldsOfToolSchema, type ToolField, toolSchemaOf } from '@hilo/protocol'
import { useState } from 'react'
import { explainIssue } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LinesControl } from '../../ui/Control.tsx'
import { Removable } from '../../ui/Removable.tsx'
import { Inline, Nested } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = {
  fields: readonly ToolField[]
  onTake: (fields: ToolField[]) => void
  onClose: () => void
}

const ISSUES_SHOWN = 5

/** The fields as JSON Schema, to be read, or to be replaced by one that is pasted. */
export function SchemaEditor({ fields, onTake, onClose }: Props) {
  const { toolFields: words } = useWords()
  const [text, setText] = useState(() => JSON.stringify(toolSchemaOf(fields), null, 2))
  const [problems, setProblems] = useState<readonly string[]>([])
  const take = () => {
    const schema = jsonOf(text)
    if (schema === undefined) return setProblems([words.noJson])
    const read = fieldsOfToolSchema(schema)
    if (read.issues.length > 0)
      return setProblems(read.issues.map((issue) => explainIssue({ path: [], ...issue })))
    onTake(read.fields)
  }
  return (
    <Removable isOpened>
      <Nested>
        <LinesControl label={words.schema} hint={words.schemaHint} isMono value={text} onChange={setText} />
        {problems.length > 0 && (
          <div role="alert">
            {problems.slice(0, ISSUES_SHOWN).map((problem) => (
              <Text as="p" size="sm" tone="fail" key={problem}>
                {problem}
              </Text>
            ))}
            {problems.length > ISSUES_SHOWN && (
              <Text as="p" size="sm" tone="fail">
                {words.moreIssues(problems.length - ISSUES_SHOWN)}
              </Text>
            )}
          </div>
        )}
        <Inline isWrapping>
          <Button onClick={take}>{words.takeSchema}</Button>
          <Button onClick={onClose}>{words.closeSchema}</Button>
        </Inline>
      </Nested>
    </Removable>
  )
}

/** Undefined: it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
