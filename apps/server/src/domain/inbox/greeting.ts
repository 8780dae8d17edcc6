import { AppError, type Id, type WidgetGreeting } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxSettings } from './inbox.ts'
import { lockInbox } from './require.ts'

const SET = statement('update inbox set settings = $3 where org_id = $1 and id = $2')

/**
 * With what a widget greets; nothing in a language: in the widget's own words. What a micro-backend's author
 * greets with promises what that does, so nobody else who answers says it.
 */
export function greetingOf(
  { greeting = {}, greetingBackendId }: InboxSettings,
  backendId: Id | null,
): WidgetGreeting {
  const isSaid = greetingBackendId === undefined || greetingBackendId === backendId
  const { en = '', es = '', pt = '' } = isSaid ? greeting : {}
  return { en, es, pt }
}

/** What a micro-backend's author greets with, while somebody else answers; null: nothing is kept for it. */
export function keptGreetingOf(settings: InboxSettings, backendId: Id | null): WidgetGreeting | null {
  const { greetingBackendId } = settings
  if (greetingBackendId === undefined || greetingBackendId === backendId) return null
  return greetingOf(settings, greetingBackendId)
}

/**
 * Sets with what the widget of an inbox greets, whoever answers in it.
 *
 * @throws AppError `not_found`; `invalid_request` for an inbox without a widget.
 */
export async function setGreeting(
  tx: OrgTx,
  { inboxId, greeting }: { inboxId: Id; greeting: WidgetGreeting },
): Promise<void> {
  const { channel, settings } = await lockInbox(tx, inboxId)
  if (channel !== 'web') throw new AppError('invalid_request', 'greeting: only a chat on a site greets.')
  const { greetingBackendId: _, ...kept } = settings
  await tx.query(SET, [tx.orgId, inboxId, encode({ ...kept, greeting })])
}
