import { useWords } from '../../i18n/language.ts'
import { LineControl } from '../../ui/Control.tsx'

type Props = { value: string; error?: string | null; onChange: (purpose: string) => void }

/** Asks what AI is for in a number of WhatsApp. */
export function PurposeField({ value, error = null, onChange }: Props) {
  const { choice: words } = useWords().answers
  return (
    <LineControl
      label={words.purpose}
      hint={words.purposeHint}
      required
      maxLength={500}
      value={value}
      error={error}
      onChange={onChange}
    />
  )
}
