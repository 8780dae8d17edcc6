import type { Conversation, MessageItem } from '@hilo/protocol'
import { SmilePlus, X } from 'lucide-react'
import { useReact } from '../../api/actions.ts'
import { useWords } from '../../i18n/language.ts'
import { QuietIconButton } from '../../ui/Button.tsx'
import { Menu, MenuGlyph, MenuGlyphs, MenuItem } from '../../ui/Menu.tsx'
import { useNow } from '../../ui/now.ts'
import { isWindowClosed } from './reply-rule.ts'

type Props = {
  conversation: Conversation
  message: MessageItem
  /** The emoji that the contact sees on it. */
  current: string | null
}

/** What WhatsApp and Messenger offer first, too. */
const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const
const SAYS_NOTHING = new Set<MessageItem['content']['type']>([
  ...(['reaction', 'comment', 'edit', 'unsend', 'system'] as const),
])

/** Reacts to a message of the contact, or takes that back. Not there where nobody can. */
export function ReactMenu({ conversation, message, current }: Props) {
  const { thread } = useWords()
  const now = useNow()
  const react = useReact(conversation.id)
  if (!takesReactions(conversation, message) || isWindowClosed(conversation, now)) return null
  const send = (emoji: string | null) => react.mutate({ messageId: message.id, emoji })
  return (
    <Menu side="top" trigger={<QuietIconButton icon={SmilePlus} label={thread.react} />}>
      <MenuGlyphs>
        {EMOJIS.map((emoji) => (
          <MenuGlyph
            key={emoji}
            label={thread.reactWith(emoji)}
            isCurrent={emoji === current}
            onSelect={() => send(emoji === current ? null : emoji)}
          >
            {emoji}
          </MenuGlyph>
        ))}
      </MenuGlyphs>
      {current !== null && (
        <MenuItem icon={X} onSelect={() => send(null)}>
          {thread.takeBack(current)}
        </MenuItem>
      )}
    </Menu>
  )
}

function takesReactions({ inbox, status }: Conversation, { direction, content, unsentAt }: MessageItem) {
  const isTheirs = direction === 'in' && unsentAt === null && !SAYS_NOTHING.has(content.type)
  return isTheirs && inbox.channel !== 'web' && status === 'open'
}
