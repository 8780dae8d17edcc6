import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import type { ConfigField } from './config-fields.ts'

type Props = {
  field: ConfigField
  value: string
  error: string | null
  isDisabled: boolean
  onChange: (text: string) => void
}

/** One value of the config, in the control that its kind has. */
export function ConfigInput({ field, value, error, isDisabled: disabled, onChange }: Props) {
  const { config: words } = useWords()
  const { key, kind, isRequired, description, options, preset } = field
  const note = preset === null ? (isRequired ? null : words.optional) : words.preset(preset)
  const shared = { label: key, note, hint: description, error, value, disabled, onChange }
  const unset = { value: '', label: words.unset }
  switch (kind) {
    case 'boolean':
      return (
        <ChoiceControl
          {...shared}
          options={[unset, { value: 'true', label: words.yes }, { value: 'false', label: words.no }]}
        />
      )
    case 'enum':
      return (
        <ChoiceControl
          {...shared}
          options={[unset, ...options.map((option) => ({ value: option, label: option }))]}
        />
      )
    case 'texts':
      return <LinesControl {...shared} hint={description ?? words.lines} />
    case 'json':
      return <LinesControl {...shared} isMono hint={description ?? words.json} />
    case 'number':
      return <LineControl {...shared} inputMode="decimal" />
    case 'url':
      return <LineControl {...shared} inputMode="url" placeholder="https://" />
    default:
      return <LineControl {...shared} />
  }
}
