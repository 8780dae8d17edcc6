import type { Channel } from '@hilo/channels'
import type { BlobStore } from '../blobs/blob-store.ts'
import type { Bus } from '../bus/bus.ts'
import type { Database } from '../db/database.ts'
import type { Keys } from '../db/keys.ts'
import type { Binding } from '../domain/directory/find.ts'
import type { Inbox, Inboxes } from '../domain/inbox/inbox.ts'
import type { ExecutionLog } from '../domain/log/write.ts'
import type { Node } from '../domain/node/node.ts'

/** A channel with the settings of one inbox filled in. */
export type BoundChannel = {
  channel: Channel<unknown>
  settings: unknown
}

/** What every worker is given; built once, in the composition root. */
export type WorkerContext = {
  db: Database
  keys: Keys
  node: Node
  bus: Bus
  log: Log
  /** What the org's own people are told; `log` is for the operator. */
  executionLog: ExecutionLog
  /** For how many days entries of it are kept. */
  logDays: number
  /** How many articles and questions an org may have. */
  articlesMax: number
  inboxes: Inboxes
  /** The bytes of files. */
  blobs: BlobStore
  directory(appId: string, account: string): Promise<Binding | null>
  /** The adapter of an inbox that sends by HTTP; null for the widget. */
  channelOf(inbox: Inbox): BoundChannel | null
  /** The adapter that reads a webhook body about this kind of object; null when none does. */
  readerOf(object: string | null): Pick<Channel<never>, 'parse'> | null
}

/** Structured logging: what happened and the ids of what it happened to. Never content. */
type Log = {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}
