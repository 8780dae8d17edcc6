import type { TemplateField } from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { NO_VALUE, type ValueDraft } from './draft.ts'

type Props = {
  field: TemplateField
  draft?: ValueDraft | undefined
  missing: (field: string) => string | null
  issues: Issues
  onChange: (draft: ValueDraft) => void
}

/** Where the value of one gap comes from. */
export function ValueFields({ field, draft = NO_VALUE, missing, issues, onChange }: Props) {
  const { broadcasts: words, templates } = useWords()
  const set = (key: keyof ValueDraft) => (value: string) => onChange({ ...draft, [key]: value })
  const options = Object.entries(words.sources).map(([value, label]) => ({ value, label }))
  const example = field.example === null ? null : templates.fields.example(field.example)
  return (
    <>
      <ChoiceControl
        label={words.from(`{{${field.key}}}`)}
        note={example}
        value={draft.from}
        options={options}
        onChange={set('from')}
      />
      {draft.from === 'fixed' && (
        <LineControl
          label={words.text}
          value={draft.text}
          error={missing(`${field.key}.text`) ?? issues.at('text') ?? issues.at()}
          onChange={set('text')}
        />
      )}
      {draft.from === 'attribute' && (
        <LineControl
          label={words.attributeName}
          value={draft.name}
          error={missing(`${field.key}.name`) ?? issues.at('name')}
          onChange={set('name')}
        />
      )}
      {draft.from !== 'fixed' && (
        <LineControl
          label={words.otherwise}
          value={draft.otherwise}
          error={issues.at('otherwise')}
          onChange={set('otherwise')}
        />
      )}
    </>
  )
}
