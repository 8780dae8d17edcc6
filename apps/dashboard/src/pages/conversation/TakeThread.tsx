import type { Conversation } from '@hilo/protocol'
import { useMoveThread } from '../../api/actions.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { appName } from './app-name.ts'

/** Takes the conversation from the app that has it on its platform. */
export function TakeThread({ conversation }: { conversation: Conversation }) {
  const { handover, connect } = useWords()
  const take = useMoveThread('takeThread')
  return (
    <Button
      variant="primary"
      disabledReason={take.isPending && connect.checking}
      onClick={() => take.mutate(conversation)}
    >
      {handover.take}
    </Button>
  )
}

/** Gives it back to the app from which a member took it. */
export function GiveThreadBack({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const give = useMoveThread('giveThreadBack')
  if (conversation.threadTakenFrom === null) return null
  return (
    <Button
      hint={words.handover.giveBackTo(appName(conversation.threadTakenFrom, words))}
      disabledReason={give.isPending && words.connect.checking}
      onClick={() => give.mutate(conversation)}
    >
      {words.handover.giveBack}
    </Button>
  )
}
