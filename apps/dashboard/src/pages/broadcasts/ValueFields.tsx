import type { Template, TemplateField } from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { templateFieldLabel } from '../conversation/template-field-label.ts'
import { NO_VALUE, type ValueDraft } from './draft.ts'
import { gapContext } from './gap-context.ts'

type Props = {
  field: TemplateField
  draft?: ValueDraft | undefined
  template: Template
  fault: (field: string) => string | null
  issues: Issues
  onChange: (draft: ValueDraft) => void
}

/** Where the value of one gap comes from. */
export function ValueFields({ field, draft = NO_VALUE, template, fault, issues, onChange }: Props) {
  const { broadcasts: words, templates } = useWords()
  const set = (key: keyof ValueDraft) => (value: string) => onChange({ ...draft, [key]: value })
  const options = Object.entries(words.sources).map(([value, label]) => ({ value, label }))
  const isInBody = field.place === 'body'
  const label = isInBody ? `{{${field.gap}}}` : templateFieldLabel(field, template, templates.fields)
  const context = gapContext(field, template)
  const example = field.example === null ? null : templates.fields.example(field.example)
  return (
    <>
      <ChoiceControl
        label={isInBody ? words.from(label) : label}
        note={example}
        hint={context && words.inTemplate(context)}
        value={draft.from}
        options={options}
        onChange={set('from')}
      />
      {draft.from === 'fixed' && (
        <LineControl
          label={words.of(label, words.text)}
          value={draft.text}
          error={fault(`${field.key}.text`) ?? issues.at('text') ?? issues.at()}
          onChange={set('text')}
        />
      )}
      {draft.from === 'attribute' && (
        <LineControl
          label={words.of(label, words.attributeName)}
          value={draft.name}
          error={fault(`${field.key}.name`) ?? issues.at('name')}
          onChange={set('name')}
        />
      )}
      {draft.from !== 'fixed' && (
        <LineControl
          label={words.of(label, words.otherwise)}
          value={draft.otherwise}
          error={issues.at('otherwise')}
          onChange={set('otherwise')}
        />
      )}
    </>
  )
}
