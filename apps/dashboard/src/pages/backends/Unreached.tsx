import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** Says that no inbox is answered by a micro-backend, and where that is changed. */
export function Unreached() {
  const { versions: words } = useWords()
  return (
    <Inline isWrapping>
      <Text tone="wait">{words.noInbox}</Text>
      <Link to="/settings/inboxes" className={TEXT_LINK}>
        {words.toInboxes}
      </Link>
    </Inline>
  )
}
