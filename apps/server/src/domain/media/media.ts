import type { Id } from '@hilo/protocol'

/** The file of one message, as its row says; the bytes are in the blob store. */
export type Media = {
  id: Id
  conversationId: Id
  status: 'due' | 'stored' | 'failed' | 'gone'
  mimeType: string | null
  /** In bytes. */
  size: number | null
  /** In lower-case hexadecimal. */
  sha256: string | null
  /** Why there are no bytes, in words for people. */
  failure: string | null
}
