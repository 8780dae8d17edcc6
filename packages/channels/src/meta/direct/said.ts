import type { Content } from '@hilo/protocol'
import type { ChannelEvent, MessageContext } from '../../channel.ts'
import { idOf, textOf } from '../json.ts'
import { other } from '../other.ts'
import type { Item } from './scope.ts'

type Said = {
  /** What it is called where it cannot be kept as a message. */
  kind: string
  externalId: string | undefined
  content: Content
  windowHours: number
  context?: MessageContext
}

const NO_CONTEXT: MessageContext = { externalId: null, forwarded: false, referral: null, story: null }

/**
 * A message event; an `other` only where nobody could find the message again or no conversation could hold
 * it. What the business said itself opens no window.
 */
export function said(item: Item, { kind, externalId, content, windowHours, context }: Said): ChannelEvent {
  const { account, contact, isOwn, source, at } = item
  if (externalId === undefined) return other(account, `${kind}:without_id`)
  if (account === null) return other(null, `${kind}:without_account`)
  if (contact.length === 0) return other(account, `${kind}:without_sender`)
  const message = item.item.message as { app_id?: unknown; metadata?: unknown } | undefined
  return {
    type: 'message',
    account,
    externalId,
    sender: contact,
    senderName: null,
    sentAt: at,
    content,
    context: context ?? NO_CONTEXT,
    windowHours: isOwn ? 0 : windowHours,
    echo: isOwn,
    source,
    opaque: isOwn ? (textOf(message?.metadata) ?? null) : null,
    appId: isOwn ? (idOf(message?.app_id) ?? null) : null,
  }
}
