import type { Id } from '@hilo/protocol'
import { X } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Quote } from '../../ui/Bubble.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { ComposerQuote } from '../../ui/ComposerFrame.tsx'

/** What quotes a comment answers it in private, whatever the window says. */
export type QuotedMessage = { id: Id; text: string; isComment?: boolean }

/** Above what is being written: what it answers. */
export function Quoted({ quoted, onCancel }: { quoted: QuotedMessage; onCancel: () => void }) {
  const { composer, comment } = useWords()
  const title = quoted.isComment ? comment.quoting : composer.quoting
  return (
    <ComposerQuote end={<IconButton icon={X} label={composer.cancelQuote} onClick={onCancel} />}>
      <Quote title={title}>{quoted.text}</Quote>
    </ComposerQuote>
  )
}
