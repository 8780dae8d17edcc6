import type { Conversation, CopilotTask } from '@hilo/protocol'
import { Paperclip } from 'lucide-react'
import type { DraftKind } from '../../api/drafts.ts'
import { useLive } from '../../api/live.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { TOUCH, useMedia } from '../../ui/media.ts'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { HelpMenu } from './HelpMenu.tsx'
import { type Refusal, useReplyTerms } from './reply-rule.ts'
import { takesTurnWords } from './turn.ts'

type Props = {
  conversation: Conversation
  kind: DraftKind
  missing: string | null
  text: string
  onHelp: (task: CopilotTask) => void
  refusal: Refusal | null
  /** All may read it. */
  isPublic: boolean
  onFiles: (files: readonly File[]) => void
  onSend: () => void
}

/** What is said under the text, and what can be done with it. */
export function ComposerFoot({ conversation, kind, missing, text, onHelp, ...rest }: Props) {
  const { refusal, isPublic, onFiles, onSend } = rest
  const words = useWords()
  const isTouch = useMedia(TOUCH)
  const live = useLive()
  const replyTerms = useReplyTerms(conversation)
  const terms = isPublic ? { text: words.comment.allRead, title: null, isUrgent: true } : replyTerms
  const rule =
    kind === 'note'
      ? isMac()
        ? words.composer.noteRuleMac
        : words.composer.noteRule
      : words.composer.replyRule
  const takesTurn = kind === 'reply' && !isPublic ? takesTurnWords(conversation, words) : undefined
  const hint = live === 'offline' ? words.composer.queued : isTouch ? '' : rule
  return (
    <>
      <Inline gap={2} isFilling>
        {kind === 'reply' && (
          <FilePicker
            icon={Paperclip}
            label={words.composer.attach}
            disabledReason={refusal?.title ?? (isPublic && words.comment.wordsOnly)}
            onFiles={onFiles}
          />
        )}
        {kind === 'reply' && !refusal && <HelpMenu text={text} onStart={onHelp} />}
        <Text size="xs" tone={terms?.isUrgent ? 'wait' : 'faint'} isTruncated title={terms?.title ?? hint}>
          {!refusal && (kind === 'reply' && terms && live !== 'offline' ? terms.text : hint)}
        </Text>
      </Inline>
      <Button
        variant={kind === 'note' ? 'note' : 'primary'}
        disabledReason={refusal?.title ?? missing}
        hint={takesTurn}
        onClick={onSend}
      >
        {kind === 'note' ? words.composer.addNote : words.composer.send}
      </Button>
    </>
  )
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
