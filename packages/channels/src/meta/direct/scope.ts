import type { Address } from '@hilo/protocol'
import type { MessageSource } from '../../channel.ts'
import { idOf, type Json, recordOf, timeOf } from '../json.ts'
import type { Platform } from './platform.ts'

/** What samples say instead of an account. */
const SAMPLE = '0'

/** What one entry of a webhook says about all its items. */
export type Scope = {
  platform: Platform
  /** The page or the Instagram account; null when the entry names none. */
  account: string | null
  source: MessageSource
  /** Stands in for a time that an item lacks. */
  at: Date
}

/** One item of a list `messaging` or `standby`, and who it is between. */
export type Item = Scope & {
  item: Json
  /** Empty when nobody is named. */
  contact: Address[]
  /** Said or done by the business itself: from its page, its app, or this program. */
  isOwn: boolean
}

/**
 * The contact is whoever is not the account. Samples leave the entry's id at 0: then the side that a message
 * did not come from is the account.
 */
export function itemOf(item: Json, scope: Scope): Item {
  const sender = idOf(recordOf(item.sender)?.id)
  const recipient = idOf(recordOf(item.recipient)?.id)
  const isEcho = recordOf(item.message)?.is_echo === true
  const named = scope.account === SAMPLE ? null : scope.account
  const account = named ?? (isEcho ? sender : recipient) ?? scope.account
  const isOwn = isEcho || (sender !== undefined && sender === account && recipient !== account)
  // Some echoes have been seen with their ends the wrong way round.
  const isReversed = recipient === account && sender !== account
  const id = isOwn && !isReversed ? recipient : sender
  const contact: Address[] = id === undefined ? [] : [{ kind: scope.platform.addressKind, value: id }]
  return { ...scope, item, account, contact, isOwn, at: timeOf(item.timestamp) ?? scope.at }
}
