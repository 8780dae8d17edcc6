import type { TemplateField } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { NO_VALUE, type ValueDraft } from './draft.ts'

type Props = { field: TemplateField; draft?: ValueDraft | undefined; onChange: (draft: ValueDraft) => void }

/** Where the value of one gap comes from. */
export function ValueFields({ field, draft = NO_VALUE, onChange }: Props) {
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
          required={field.isRequired}
          onChange={set('text')}
        />
      )}
      {draft.from === 'attribute' && (
        <LineControl label={words.attributeName} value={draft.name} required onChange={set('name')} />
      )}
      {draft.from !== 'fixed' && (
        <LineControl label={words.otherwise} value={draft.otherwise} onChange={set('otherwise')} />
      )}
    </>
  )
}
