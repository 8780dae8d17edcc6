import type { AiWhen, Id } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useIsWithoutHours } from '../../api/ai-instructions.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl } from '../../ui/Control.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = { inboxId: Id; value: AiWhen; onChange: (when: AiWhen) => void }

/** At which hours AI answers, and where those are said. */
export function WhenField({ inboxId, value, onChange }: Props) {
  const { ai: words } = useWords().days
  const isWithoutHours = useIsWithoutHours(inboxId)
  return (
    <Stack gap={1}>
      <ChoiceControl
        label={words.when}
        hint={value === 'always' ? undefined : words.whenHints[value]}
        value={value}
        options={Object.entries(words.whens).map(([when, label]) => ({ value: when, label }))}
        onChange={(when) => onChange(when as AiWhen)}
      />
      {value !== 'always' && isWithoutHours && (
        <Text as="p" size="sm" tone="wait">
          {words.noHours}
        </Text>
      )}
      {value !== 'always' && (
        <Link to="/settings/ai/instructions" className={TEXT_LINK}>
          {words.toHours}
        </Link>
      )}
    </Stack>
  )
}
