import type { Address, ChannelType, Content, TemplateChange } from '@hilo/protocol'
import type { ChannelOffers } from './channel-offers.ts'
import type { ChannelTemplates } from './channel-templates.ts'
import type {
  ChannelRequest,
  ChannelUpload,
  OutboundFile,
  OutboundPart,
  RefusedUpload,
  SendFailure,
  SendOutcome,
  UploadOutcome,
} from './outbound.ts'
import type { ThreadMove, ThreadMoved } from './thread-move.ts'

/**
 * What a channel does for the server. An adapter translates; it never touches the network, the database or
 * the clock, so its tests need none of them. The server verifies, stores, retries, limits and redacts, once
 * for all.
 */
export interface Channel<Settings> {
  readonly type: ChannelType
  /** True when the platform really sent these bytes; `secrets` are this app's current and previous one. */
  verify(rawBody: Uint8Array, signature: string | undefined, secrets: readonly string[]): boolean
  /**
   * Everything the body says happened, each item for itself. Never throws: what it cannot read is an `other`
   * event. `receivedAt` stands in for a time that the platform left out or garbled; it defaults to now.
   */
  parse(body: unknown, receivedAt?: Date): ChannelEvent[]
  /**
   * What the platform can carry of `content`, as the messages it has to be sent in: long text is split,
   * choices become buttons, a list or a numbered menu. Each part renders to exactly one request.
   */
  parts(content: Content): Content[]
  /** The HTTP request that sends one part. */
  render(send: OutboundPart, settings: Settings): ChannelRequest
  /**
   * The request that brings a file to the platform, before the message that carries it can be rendered; a
   * refusal of what is known to be over its limits.
   */
  upload(file: OutboundFile, settings: Settings): ChannelUpload | RefusedUpload
  /** What the platform's answer means for the file. Nothing of an upload can be on the contact's phone. */
  uploaded(status: number, body: unknown): UploadOutcome
  /**
   * What the platform's answer means for the message. `body` is parsed JSON, or the text when it is none;
   * `sent` is what was sent, as what is done in public is answered otherwise.
   */
  outcome(status: number, body: unknown, sent?: Content): SendOutcome
  /** The requests that mark a message as read, with or without typing; none where the platform has no such. */
  markRead(read: ReadMark, options: { typing: boolean }, settings: Settings): ChannelRequest[]
  /** The request that asks where a contact's file is, or where it is, when its id says that already. */
  findMedia(externalId: string, settings: Settings): ChannelRequest | MediaPlace
  /** What the platform's answer says of it. */
  mediaPlace(status: number, body: unknown, settings: Settings): MediaPlace
  /** How the platform is asked who a contact is; null where its webhooks say so. */
  readonly profiles: {
    find(recipient: readonly Address[], settings: Settings): ChannelRequest | null
    /** The name to show; null when there is none. */
    read(status: number, body: unknown): string | null
  } | null
  /** How it is settled which app has a conversation; null where no app is asked. */
  readonly threads: {
    render(move: ThreadMove, recipient: readonly Address[], settings: Settings): ChannelRequest | null
    read(status: number, body: unknown): ThreadMoved
  } | null
  /** How products and forms of the business are listed; null where there are none. */
  readonly offers: ChannelOffers<Settings> | null
  /** How templates are listed and written; null where there are none. */
  readonly templates: ChannelTemplates<Settings> | null
}

/** A contact's message that was read here. Some platforms name the message, others the person. */
export type ReadMark = { externalId: string; recipient: readonly Address[] }

/** Where a contact's file is to be had. */
export type MediaPlace =
  | {
      type: 'found'
      url: string
      headers: Record<string, string>
      /** Exact hosts, or `*.` and what they end in: the headers are shown to no other. */
      hosts: readonly string[]
      mimeType: string | null
      /** In bytes. */
      size: number | null
      /** In lower-case hexadecimal. */
      sha256: string | null
    }
  /** The platform has it no longer. */
  | { type: 'gone'; reason: string }
  | { type: 'retry'; reason: string }

/** What a message answers or carries along. */
export type MessageContext = {
  /** The platform's id of the quoted message. */
  externalId: string | null
  forwarded: boolean
  referral: Record<string, unknown> | null
  /** The business's story that the contact answers. Its address ends with the story. */
  story: { externalId: string | null; url: string | null } | null
}

/**
 * How a message came here. Only a live one may be answered. `standby`: another app has the thread, and an
 * answer would take it away. `history`: said before the account was connected, and brought over since.
 */
export type MessageSource = 'live' | 'standby' | 'history'

export type ChannelEvent =
  | {
      type: 'message'
      /** The connected account it was sent to: phone_number_id, page id, Instagram id. */
      account: string
      externalId: string
      /** Most stable first: BSUID, then phone. Never empty. */
      sender: Address[]
      senderName: string | null
      sentAt: Date
      content: Content
      context: MessageContext
      /** How long free-form replies are allowed because of it, in hours; 0 when it opens no window. */
      windowHours: number
      /**
       * Sent by the business from its phone or page, not by the contact; `sender` is then the contact it went
       * to.
       */
      echo: boolean
      source: MessageSource
      /** Of an echo: our own id of the delivery, when the platform gives it back. */
      opaque: string | null
      /** Of an echo: the platform's id of the app that sent it. */
      appId: string | null
    }
  | {
      type: 'status'
      account: string
      externalId: string
      status: 'sent' | 'delivered' | 'read' | 'failed'
      at: Date
      /** Our own id of the delivery, when the platform gives it back. */
      opaque: string | null
      failure: SendFailure | null
    }
  /** Everything up to here was delivered or seen, on platforms that tell no status of each message. */
  | {
      type: 'seen'
      account: string
      contact: Address[]
      status: 'delivered' | 'read'
      upTo: { at: Date } | { externalId: string }
      at: Date
    }
  /** A contact changed a number or an id: the new address belongs to whoever had the old one. */
  | {
      type: 'identity_changed'
      account: string
      externalId: string
      from: Address | null
      to: Address[]
      text: string
      sentAt: Date
    }
  /** Another app gave, took or asked for the thread. Apps are named by the platform's ids. */
  | {
      type: 'handover'
      account: string
      contact: Address[]
      kind: 'pass' | 'take' | 'request'
      newOwner: string | null
      previousOwner: string | null
      note: string | null
      at: Date
    }
  /** Said in public under a post. It opens no window; one private reply may answer it. */
  | {
      type: 'comment'
      account: string
      externalId: string
      kind: 'comment' | 'live_comment' | 'mention'
      change: 'added' | 'edited' | 'removed' | 'hidden' | 'shown'
      /** Null where the platform does not say who; the id is no address that a message can go to. */
      from: { externalId: string; name: string | null } | null
      text: string | null
      postExternalId: string | null
      parentExternalId: string | null
      /** Said by the business itself. */
      isOwn: boolean
      /** Where it can be read in public, where that is known without asking. */
      url: string | null
      at: Date
    }
  /** How far the platform is with bringing over what was said before the account was connected. */
  | {
      type: 'history_progress'
      account: string
      /** 0: the last day, 1: up to 90 days, 2: before; null where it is not said. */
      phase: number | null
      /** In percent. */
      progress: number | null
      /** Why it brings nothing over. */
      failure: SendFailure | null
      at: Date
    }
  /** The address book of the business's own phone says this of a contact. */
  | {
      type: 'contact_synced'
      account: string
      contact: Address[]
      name: string | null
      removed: boolean
      at: Date
    }
  /** A contact told the platform whether they want marketing from the business. */
  | {
      type: 'preference'
      /** Null where only the business account is named. */
      account: string | null
      owner: string | null
      contact: Address[]
      wants: boolean
      /** The platform's words about it. */
      detail: string
      at: Date
    }
  /** Something happened to the connected account, not to a conversation. */
  | {
      type: 'account'
      account: string | null
      /** What the webhook itself names, where that is not the account: the WhatsApp business account. */
      owner: string | null
      /** The webhook's field, and after a colon the event it tells. */
      kind: string
      detail: Record<string, unknown>
      at: Date
    }
  /** A template of the account changed: what is not null is new, and `definition` is to be read again. */
  | ({
      type: 'template_changed'
      /** The business account, not a number of it. */
      account: string
    } & TemplateChange)
  /** Understood to be something, not handled: kept with the name that a person can look for. */
  | { type: 'other'; account: string | null; kind: string }
