import type { Conversation } from '@hilo/protocol'
import { CircleCheck, PanelRight, RotateCcw, UserRound, UserRoundCheck } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useAssign, useConversationAction } from '../../api/actions.ts'
import { useSession } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { BackButton } from '../../ui/Back.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { ChannelIcon } from './ChannelIcon.tsx'
import { nameOf } from './name.ts'

const DOUBLE_MS = 500

type Props = {
  conversation: Conversation
  onBack?: () => void
  /** Absent where the details have a pane of their own. */
  onDetails?: () => void
  onClosed?: () => void
  /** It is open again, or a close was taken back: it is to be seen among the open ones. */
  onReopened?: () => void
}

/** Whose conversation it is, and what can be done with it as a whole. */
export function ConversationHeader({ conversation, onBack, onDetails, ...navigation }: Props) {
  const words = useWords()
  return (
    <PaneHeader>
      <Inline gap={1} isFilling>
        {onBack && <BackButton label={words.thread.back} shortcut="Esc" onClick={onBack} />}
        <Text as="h1" isStrong isTruncated>
          {nameOf(conversation, words)}
        </Text>
        <ChannelIcon channel={conversation.inbox.channel} />
      </Inline>
      <Inline gap={0}>
        <AssignButton conversation={conversation} />
        <CloseButton conversation={conversation} {...navigation} />
        {onDetails && <IconButton icon={PanelRight} label={words.thread.details} onClick={onDetails} />}
      </Inline>
    </PaneHeader>
  )
}

function AssignButton({ conversation }: { conversation: Conversation }) {
  const { actions, shortcuts } = useWords()
  const { member } = useSession()
  const assign = useAssign()
  const isMine = conversation.assigneeId === member.id
  const toggle = () => assign.mutate({ conversation, assigneeId: isMine ? null : member.id })
  useShortcuts([{ key: 'a', label: shortcuts.assign, run: toggle }])
  return (
    <IconButton
      icon={isMine ? UserRoundCheck : UserRound}
      label={isMine ? actions.unassign : actions.assignToMe}
      shortcut="A"
      isActive={isMine}
      aria-pressed={isMine}
      onClick={toggle}
    />
  )
}

function CloseButton({
  conversation,
  onClosed,
  onReopened,
}: Pick<Props, 'conversation' | 'onClosed' | 'onReopened'>) {
  const words = useWords()
  const { actions, shortcuts } = words
  const reopen = useConversationAction('reopen')
  const close = useConversationAction('close', (before, after) =>
    toast({
      tone: 'plain',
      title: actions.closed(nameOf(after, words)),
      body: before.holder === 'backend' ? actions.undoClose : undefined,
      undo: () => {
        reopen.mutate(after)
        onReopened?.()
      },
    }),
  )
  const isOpen = conversation.status === 'open'

  function toggle() {
    if (!isOpen) {
      reopen.mutate(conversation)
      return onReopened?.()
    }
    // The next one is found before this one leaves the list.
    onClosed?.()
    close.mutate(conversation)
  }

  useShortcuts([{ key: 'e', label: shortcuts.closeNext, run: toggle }])
  return (
    <Button
      icon={isOpen ? CircleCheck : RotateCcw}
      shortcut="E"
      hint={isOpen && onClosed ? actions.closeHint : undefined}
      onClick={(press) => !isSecondHalf(press) && toggle()}
    >
      {isOpen ? actions.close : actions.reopen}
    </Button>
  )
}

let pressedAt = Number.NEGATIVE_INFINITY

/**
 * Of a double click or tap: it falls on the button of the conversation that came up. The clicks of a mouse
 * are counted, as fast as the system is set to and in one place; the taps of fingers are not.
 */
function isSecondHalf({ detail, timeStamp, nativeEvent }: MouseEvent): boolean {
  const isSoon = timeStamp - pressedAt < DOUBLE_MS
  pressedAt = timeStamp
  const isMouse = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'mouse'
  return detail > 1 || (isSoon && !isMouse)
}
