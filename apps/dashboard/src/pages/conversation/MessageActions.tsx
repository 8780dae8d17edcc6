import type { MessageItem } from '@hilo/protocol'
import { Eye, EyeOff, Languages, Reply, Sparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.ts'
import { QuietIconButton } from '../../ui/Button.tsx'
import { Inline } from '../../ui/Stack.tsx'

type Props = {
  content: MessageItem['content']
  reactMenu: ReactNode
  onQuote: () => void
  onHide: (isHidden: boolean) => void
  isOurs: boolean
  isTranslated: boolean
  /** Null where there is nothing to translate, or nobody to do it. */
  onTranslate: (() => void) | null
  /** Null where no reply is drafted to it. */
  onDraft: (() => void) | null
}

/** What can be done with a message: it is quoted, reacted to or has a reply drafted; a comment is answered, hidden and shown. */
export function MessageActions({ content, isOurs, isTranslated, reactMenu, ...act }: Props) {
  const { onQuote, onHide, onTranslate, onDraft } = act
  const { thread, comment, copilot } = useWords()
  if (isOurs && (content.type === 'comment' || content.type === 'hide')) return null
  if (content.type !== 'comment') {
    return (
      <Inline gap={0}>
        <QuietIconButton icon={Reply} label={thread.reply} onClick={onQuote} />
        {reactMenu}
        {onDraft && <QuietIconButton icon={Sparkles} label={copilot.draft} onClick={onDraft} />}
        {onTranslate && (
          <QuietIconButton
            icon={Languages}
            label={isTranslated ? copilot.hideTranslation : copilot.translateMessage}
            onClick={onTranslate}
          />
        )}
      </Inline>
    )
  }
  const { kind, isHidden = false } = content
  return (
    <Inline gap={0}>
      <QuietIconButton icon={Reply} label={comment.reply} onClick={onQuote} />
      {kind === 'comment' && (
        <QuietIconButton
          icon={isHidden ? Eye : EyeOff}
          label={isHidden ? comment.show : comment.hide}
          onClick={() => onHide(!isHidden)}
        />
      )}
    </Inline>
  )
}
