import type { AiWhen } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl } from '../../ui/Control.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Stack } from '../../ui/Stack.tsx'

type Props = { value: AiWhen; onChange: (when: AiWhen) => void }

/** At which hours AI answers, and where those are said. */
export function WhenField({ value, onChange }: Props) {
  const { ai: words } = useWords().days
  return (
    <Stack gap={1}>
      <ChoiceControl
        label={words.when}
        hint={value === 'always' ? undefined : words.whenHints[value]}
        value={value}
        options={Object.entries(words.whens).map(([when, label]) => ({ value: when, label }))}
        onChange={(when) => onChange(when as AiWhen)}
      />
      {value !== 'always' && (
        <Link to="/settings/ai/instructions" className={TEXT_LINK}>
          {words.toHours}
        </Link>
      )}
    </Stack>
  )
}
