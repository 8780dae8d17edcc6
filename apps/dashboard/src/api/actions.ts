import { type AnswersBy, AppError, type Conversation, type Id, newId } from '@hilo/protocol'
import { useMutation } from '@tanstack/react-query'
import { explainError } from '../i18n/explain.ts'
import { useWords } from '../i18n/language.ts'
import { toast } from '../ui/toast.ts'
import { request } from './client.ts'
import { putConversation } from './conversations.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'
import { putItems } from './timeline.ts'

type Action = 'takeOver' | 'handBack' | 'close' | 'reopen'

const CONTRACTS = {
  takeOver: endpoints.takeOver,
  handBack: endpoints.handBack,
  close: endpoints.closeConversation,
  reopen: endpoints.reopenConversation,
} as const

// What the row will most likely look like; the server's answer replaces it within the round trip.
const FORESEEN: Record<Action, Partial<Conversation>> = {
  takeOver: { holder: 'human' },
  handBack: { holder: 'backend', handoffReason: null },
  close: { status: 'closed', holder: 'nobody', waitingSince: null },
  reopen: { status: 'open' },
}

/** AI waits for the contact's next message; a micro-backend goes on at once. */
function foresee(action: Action, { inbox }: Conversation): Partial<Conversation> {
  const inboxes = queryClient.getQueryData<{ id: Id; answersBy: AnswersBy }[]>(keys.inboxes)
  const isByAi = inboxes?.find(({ id }) => id === inbox.id)?.answersBy === 'ai'
  return { ...FORESEEN[action], ...(action === 'handBack' && isByAi && { holder: 'nobody' }) }
}

/**
 * Take over, hand back, close, reopen: shown at once, undone with the reason when the server refuses.
 * `onDone` is called once it is done, even if what began it has left the screen.
 */
export function useConversationAction(
  action: Action,
  onDone?: (before: Conversation, after: Conversation) => void,
) {
  const words = useWords()
  return useMutation({
    mutationFn: ({ id }: Conversation) => request(CONTRACTS[action], { params: { conversationId: id } }),
    onMutate: (conversation) => putConversation({ ...conversation, ...foresee(action, conversation) }),
    onSuccess: (after, before) => {
      putConversation(after)
      onDone?.(before, after)
    },
    onError: (error, conversation) => undo(conversation, words.actions.refused(words.actions[action]), error),
  })
}

/** Gives the conversation to a member, or to nobody. */
export function useAssign() {
  const words = useWords()
  return useMutation({
    mutationFn: ({ conversation, assigneeId }: { conversation: Conversation; assigneeId: Id | null }) =>
      request(endpoints.assignConversation, {
        params: { conversationId: conversation.id },
        body: { assigneeId },
      }),
    onMutate: ({ conversation, assigneeId }) => putConversation({ ...conversation, assigneeId }),
    onSuccess: putConversation,
    onError: (error, { conversation }) =>
      undo(conversation, words.actions.refused(words.context.assignee), error),
  })
}

/** Sends a message that failed once more. */
export function useRetryMessage(conversationId: Id) {
  return useMutation({
    mutationFn: (messageId: Id) => request(endpoints.retryMessage, { params: { conversationId, messageId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.timeline(conversationId) }),
    onError: (error) => toast({ tone: 'fail', title: explainError(error) }),
  })
}

/** Takes a conversation from another app, or gives it back; the platform is asked, so nothing is foreseen. */
export function useMoveThread(move: 'takeThread' | 'giveThreadBack') {
  return useMutation({
    mutationFn: ({ id }: Conversation) => request(endpoints[move], { params: { conversationId: id } }),
    onSuccess: putConversation,
    onError: (error) => toast({ tone: 'fail', title: explainError(error) }),
  })
}

/** Hides a public comment on its platform, or shows it again. */
export function useHideComment(conversationId: Id) {
  return useMutation({
    mutationFn: ({ messageId, isHidden }: { messageId: Id; isHidden: boolean }) =>
      request(endpoints.hideComment, {
        params: { conversationId, messageId },
        body: { clientId: newId(), isHidden },
      }),
    onSuccess: (item) => putItems(conversationId, [item]),
    onError: (error) => toast({ tone: 'fail', title: explainError(error) }),
  })
}

/** Reacts to a message of the contact; null takes it back. */
export function useReact(conversationId: Id) {
  return useMutation({
    mutationFn: ({ messageId, emoji }: { messageId: Id; emoji: string | null }) =>
      request(endpoints.reactToMessage, {
        params: { conversationId, messageId },
        body: { clientId: newId(), emoji },
      }),
    onSuccess: (item) => putItems(conversationId, [item]),
    onError: (error) => toast({ tone: 'fail', title: explainError(error) }),
  })
}

/** Marks the contact's messages up to `seq` as read; a failure costs nothing, the next one covers it. */
export async function markRead(conversationId: Id, seq: number): Promise<void> {
  try {
    putConversation(await request(endpoints.markRead, { params: { conversationId }, body: { seq } }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

/** Tells the contact that somebody is writing; best effort by nature. */
export async function announceTyping(conversationId: Id): Promise<void> {
  try {
    await request(endpoints.showTyping, { params: { conversationId } })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

// The foreseen state carries the version it was made from, so the known one takes its place again.
function undo(conversation: Conversation, title: string, error: Error): void {
  putConversation(conversation)
  toast({ tone: 'fail', title, body: explainError(error) })
  void queryClient.invalidateQueries({ queryKey: keys.conversation(conversation.id) })
}
