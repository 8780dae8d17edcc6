import type { ContentOf } from '@hilo/protocol'
import { MessagesSquare } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { MessageText } from '../../ui/Bubble.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = { content: ContentOf<'comment'>; isOurs?: boolean }

/** What was said in public under a post: marked as that, so that nobody takes it for a message. */
export function CommentView({ content: { kind, text, url, isHidden }, isOurs = false }: Props) {
  const { comment: words } = useWords()
  return (
    <Stack gap={1}>
      <Inline gap={2}>
        <MessagesSquare size={16} strokeWidth={1.75} aria-hidden />
        <Text size="sm" tone="muted">
          {isOurs ? words.ours : words.kinds[kind]}
        </Text>
      </Inline>
      {isHidden && (
        <Text size="sm" tone="wait">
          {words.isHidden}
        </Text>
      )}
      {text && <MessageText>{text}</MessageText>}
      {url && (
        <a href={url} target="_blank" rel="noopener noreferrer" className={TEXT_LINK}>
          {words.open}
        </a>
      )}
    </Stack>
  )
}
