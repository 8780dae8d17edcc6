import { AppError, type Content, type ErrorCode, type PreflightRule, type Purpose } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { LockedConversation } from '../conversation/conversation.ts'
import { windowOf } from '../conversation/window.ts'
import type { InboxSettings } from '../inbox/inbox.ts'
import { type Basis, findPermission } from '../permission/find.ts'

/** Who writes: only a person may answer after the window, where Meta allows that. */
type Writer = 'member' | 'backend' | 'ai'
type Asked = { content: Content; by: Writer }

export type Verdict = {
  rule: PreflightRule
  until: Date | null
  /** Why it is not deliverable, in words that say what to do; null when it is. */
  reason: string | null
  purpose: Purpose
  /** What it rests on, where the business begins. */
  basis: Basis | null
}

const WHY_CLOSED = {
  web: '',
  whatsapp: 'the platform allows only approved templates until the contact writes again.',
  messenger: 'nothing can be sent until the contact writes. A comment can be quoted to answer it in private.',
  instagram: 'nothing can be sent until the contact writes. A comment can be quoted to answer it in private.',
}

/**
 * Whether a message can be sent in a conversation now, and by which rule. Everything that sends asks here:
 * members, micro-backends, and whatever comes later. The caller holds the conversation's lock.
 */
export async function judge(
  tx: OrgTx,
  conversation: LockedConversation,
  { content, by }: Asked,
): Promise<Verdict> {
  const window = judgeWindow(conversation, { isTemplate: content.type === 'template', by })
  const shared = { ...window, purpose: 'service' as const, basis: null }
  if (window.reason !== null) return shared
  const permitted = await findPermission(tx, { ...windowOf(conversation), content })
  switch (permitted.type) {
    case 'answer':
      return shared
    case 'rests_on':
      return { ...shared, purpose: permitted.purpose, basis: permitted }
    case 'refused':
      return { ...shared, ...permitted, until: null }
  }
}

const CODES: Partial<Record<PreflightRule, ErrorCode>> = {
  conversation_closed: 'conflict',
  thread_held: 'conflict',
  window_closed: 'window_closed',
}

/**
 * The same, for who wants to be refused in words.
 *
 * @throws AppError `conflict` when the conversation is closed or another app has it; `window_closed`;
 * `opt_in_missing`.
 */
export async function requireDeliverable(
  tx: OrgTx,
  conversation: LockedConversation,
  asked: Asked,
): Promise<Basis | null> {
  const { rule, reason, basis } = await judge(tx, conversation, asked)
  if (reason !== null) throw new AppError(CODES[rule] ?? 'opt_in_missing', reason)
  return basis
}

/**
 * What can be said before the content is known: whether the window lets it through.
 *
 * @throws AppError `conflict` when the conversation is closed or another app has it; `window_closed`.
 */
export function checkMaySend(conversation: LockedConversation, { isTemplate = false } = {}): void {
  const { rule, reason } = judgeWindow(conversation, { isTemplate, by: 'member' })
  if (reason !== null) throw new AppError(CODES[rule] ?? 'conflict', reason)
}

type WindowVerdict = Pick<Verdict, 'rule' | 'until' | 'reason'>

/**
 * Free-form messages only inside the customer service window, where the channel knows one; templates always.
 */
function judgeWindow(
  conversation: LockedConversation,
  { isTemplate, by }: { isTemplate: boolean; by: Writer },
): WindowVerdict {
  const { channel, windowClosesAt, windowClosed, status, threadOwner } = conversation
  if (status === 'closed' && by === 'member') {
    return {
      rule: 'conversation_closed',
      until: null,
      reason: 'Reopen the conversation before you answer.',
    }
  }
  // On WhatsApp an answer takes the conversation; here the platform refuses it.
  if (threadOwner !== null && (channel === 'messenger' || channel === 'instagram')) {
    const reason = 'Another app has this conversation: take it over before you answer.'
    return { rule: 'thread_held', until: null, reason }
  }
  if (channel === 'web') return { rule: 'no_window', until: null, reason: null }
  if (windowClosesAt && !windowClosed) return { rule: 'open_window', until: windowClosesAt, reason: null }
  if (isTemplate) return { rule: 'template', until: null, reason: null }
  if (by === 'member' && windowClosesAt && mayAsAgent(conversation)) {
    return { rule: 'human_agent', until: conversation.agentClosesAt, reason: null }
  }
  const reason = `The 24-hour window is closed: ${WHY_CLOSED[channel]}`
  return { rule: 'window_closed', until: null, reason }
}

/**
 * A person may answer on Messenger and Instagram for seven days, when Meta granted the app "Human Agent".
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/policy/human-agent
 */
function mayAsAgent({ channel, settings, agentWindowClosed }: LockedConversation): boolean {
  if (channel === 'whatsapp' || agentWindowClosed) return false
  return decode<InboxSettings>(settings).humanAgent === true
}
