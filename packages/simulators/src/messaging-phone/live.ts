import { PAGE_INBOX_APP_ID } from '../messaging/echo.ts'
import { isOpen } from '../messaging/window.ts'
import { type Messaging, type Thread, type ThreadEvent, threadOf } from '../messaging/world.ts'
import type { Followed, LiveSource } from '../phone/live.ts'

/** How much of a thread a phone shows when it is opened. */
const SHOWN_MAX = 300

/** The phones of Messenger or Instagram, and the inbox of their accounts. */
export function messagingLive(world: Messaging): LiveSource {
  return (personId, query) => {
    const person = world.people.get(personId)
    const account = world.accounts.get(query.get('account') ?? '')
    return person && account ? followThread(world, threadOf(world, account.id, person.id)) : null
  }
}

/** What the person said in public, and what was answered there. */
function commentsOf({ comments }: Messaging, { accountId, personId }: Thread) {
  return [...comments.values()].filter(
    (comment) => comment.accountId === accountId && comment.personId === personId,
  )
}

function followThread(world: Messaging, thread: Thread): Followed {
  return (tell) => {
    const state = () => ({
      typingMs: Math.max(0, thread.typingUntil - world.clock.now()),
      isBlocked: thread.isBlocked,
      isWithPeople: thread.ownerAppId === PAGE_INBOX_APP_ID,
      isWindowOpen: isOpen(world, thread),
      comments: commentsOf(world, thread),
    })
    tell({ type: 'thread', messages: thread.messages.slice(-SHOWN_MAX), ...state() })

    const listener = ({ thread: changed, message }: ThreadEvent) => {
      if (changed === thread) tell({ type: 'message', message, ...state() })
    }
    world.listeners.add(listener)
    return () => world.listeners.delete(listener)
  }
}
