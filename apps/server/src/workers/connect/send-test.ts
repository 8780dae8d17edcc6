import type { Content, Id } from '@hilo/protocol'
import { reasonOf } from '../../domain/reason/reasons.ts'
import type { Desk } from './desk.ts'
import { requireConnected } from './replace-token.ts'

/** Every new business account has this template; `template missing` says that this one has not. */
const HELLO: Content = {
  ...{ type: 'template', name: 'hello_world', language: 'en_US', text: '', buttons: [], values: {} },
  parameters: [],
}
const TEMPLATE_MISSING = '132001'

/**
 * Sends a test message to a phone number: the template that every account begins with, else a text. It
 * belongs to no conversation. The other platforms have no address that a person could name.
 *
 * @throws AppError `not_found`
 */
export async function sendTest(
  desk: Desk,
  orgId: Id,
  { inboxId, to }: { inboxId: Id; to: string },
): Promise<{ isAccepted: boolean; reason: string | null }> {
  const inbox = await requireConnected(desk, orgId, inboxId)
  const bound = desk.context.channelOf(inbox)
  if (!bound || inbox.channel !== 'whatsapp') {
    return { isAccepted: false, reason: reasonOf('only_answers') }
  }
  const text: Content = { type: 'text', text: `A test message of ${inbox.name}.` }
  const recipient = [{ kind: 'wa_id', value: to.replace(/\D/g, '') } as const]
  for (const content of [HELLO, text]) {
    const part = { content, recipient, replyTo: null, opaque: 'test', window: 'open' } as const
    const answer = await desk.http(bound.channel.render(part, bound.settings))
    if (answer.type === 'lost') return { isAccepted: false, reason: answer.reason }
    if (answer.type !== 'answered') return { isAccepted: false, reason: reasonOf('unreachable') }
    const outcome = bound.channel.outcome(answer.status, answer.body)
    if (outcome.type === 'accepted') return { isAccepted: true, reason: null }
    if (!('code' in outcome) || outcome.code !== TEMPLATE_MISSING || content === text) {
      return { isAccepted: false, reason: outcome.reason }
    }
  }
  return { isAccepted: false, reason: null }
}
