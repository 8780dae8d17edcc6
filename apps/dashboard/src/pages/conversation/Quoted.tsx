import type { Id } from '@hilo/protocol'
import { X } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Quote } from '../../ui/Bubble.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { ComposerQuote, ComposerWay } from '../../ui/ComposerFrame.tsx'
import { TabRow } from '../../ui/Tabs.tsx'

/**
 * What is answered. What quotes a comment answers it in private, or in public where `way` says so, whatever
 * the window says.
 */
export type QuotedMessage = {
  id: Id
  text: string
  isComment?: boolean
  /** Null where it can be answered in private only. */
  way?: 'private' | 'public' | null
}

type Props = { quoted: QuotedMessage; onChange: (quoted: QuotedMessage | null) => void }

/** Above what is being written: what it answers, and for a comment whether all may read it. */
export function Quoted({ quoted, onChange }: Props) {
  const { composer, comment } = useWords()
  const { isComment, way } = quoted
  const title = !isComment ? composer.quoting : way === 'public' ? comment.quotingPublic : comment.quoting
  const options = [
    { value: 'private' as const, label: comment.privately },
    { value: 'public' as const, label: comment.publicly },
  ]
  return (
    <>
      {way && (
        <ComposerWay>
          <TabRow
            label={comment.how}
            value={way}
            options={options}
            onChange={(next) => onChange({ ...quoted, way: next })}
          />
        </ComposerWay>
      )}
      <ComposerQuote
        end={<IconButton icon={X} label={composer.cancelQuote} onClick={() => onChange(null)} />}
      >
        <Quote title={title}>{quoted.text}</Quote>
      </ComposerQuote>
    </>
  )
}
