import type { Address, Content, ContentOf } from '@hilo/protocol'

/** What goes out by a channel, and the whole list of ways in which that can end. */

export type OutboundPart = {
  content: Content
  recipient: readonly Address[]
  /** The platform's id of the message to quote. */
  replyTo: string | null
  /** The comment that it answers in private; the platform then knows whom it goes to. */
  comment?: string | undefined
  /** Our id of this delivery; comes back in statuses where the platform can carry it. */
  opaque: string
  /**
   * `human_agent`: a person wrote it, and the window shut less than seven days ago. Everything else is sent
   * as if the window were open, and refused by the platform when it is not.
   */
  window: 'open' | 'human_agent'
}

export type ChannelRequest = {
  method: 'POST' | 'GET' | 'DELETE'
  url: string
  headers: Record<string, string>
  body: unknown
}

/** A file that is about to be sent. */
export type OutboundFile = {
  /** As what it is sent. */
  kind: ContentOf<'media'>['kind']
  mimeType: string
  filename: string
  /** In bytes. */
  size: number
}

/** A form to post: `fields` first, then the bytes of the file, which the server adds. */
export type ChannelUpload = {
  url: string
  headers: Record<string, string>
  fields: Record<string, string>
  file: OutboundFile & {
    /** The name of the form's field that holds it. */
    field: string
  }
}

/** A file that need not be tried. */
export type RefusedUpload = { type: 'rejected'; code: string; reason: string }

export type SendFailure = { code: string; reason: string }

/** The whole list of ways a send can end. The delivery worker switches over it and nothing else. */
export type SendOutcome =
  /** `externalId` is null of what has no id of its own, such as a reaction. */
  | { type: 'accepted'; externalId: string | null; recipient: Address[] }
  /**
   * Refused for now. `scope` says what has to slow down; `afterMs` is the platform's own wish, when it has
   * one.
   */
  | {
      type: 'retry'
      reason: string
      code: string
      scope: 'message' | 'pair' | 'account'
      afterMs: number | null
    }
  /** It may be on the contact's phone: wait for a status that names it. */
  | { type: 'unknown'; reason: string }
  | { type: 'rejected'; code: string; reason: string }
  | { type: 'window_closed'; code: string; reason: string }
  | { type: 'opted_out'; code: string; reason: string }
  /** The account cannot send at all until a person acts (token, permission, payment, lock). */
  | { type: 'account_blocked'; code: string; reason: string }

/** The whole list of ways an upload can end: an answer that cannot be read is one to try again. */
export type UploadOutcome =
  | {
      type: 'uploaded'
      externalId: string
      /** For how long the platform's id may be sent, in ms. */
      goodForMs: number
    }
  | Extract<SendOutcome, { type: 'retry' | 'rejected' | 'account_blocked' }>
