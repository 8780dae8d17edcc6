import type { Address, Content, Id, MessageOrigin, WindowOpening } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'

/** A contact's message as a channel delivered it, before it has a contact, a conversation and a place. */
export type Inbound = {
  id: Id
  externalId: string
  sender: readonly Address[]
  senderName: string | null
  locale: string | null
  sentAt: Date
  content: Content
  replyTo: string | null
  /** How long it allows free-form replies, and what of it does; 0 when it opens no window. */
  windowHours: number
  windowOpenedBy?: WindowOpening | null
  clientId: string | null
  /** How it came about, besides its words. */
  origin?: MessageOrigin | null
  /** It is shown, and nobody here is to answer it. */
  isSilent?: boolean
}

export type ReceiveContext = {
  db: Database
  keys: Keys
  nodeId: Id
  /** Senders with several addresses that are known to be stored together; only spares looking again. */
  seen: Set<string>
}

/** Content that says nothing by itself: it neither starts a run nor answers a question, nor takes a turn. */
const SILENT = new Set<Content['type']>(['reaction', 'edit', 'unsend', 'system', 'comment'])

export function isSilent({ content, isSilent: isForOthers }: Pick<Inbound, 'content' | 'isSilent'>): boolean {
  return isForOthers === true || SILENT.has(content.type)
}
