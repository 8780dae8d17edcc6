import type { Address, ContentOf } from '@hilo/protocol'
import type { Size } from '../../text/split.ts'
import type { ErrorTable } from '../errors.ts'

/**
 * What sets Messenger and Instagram apart. Both speak Meta's Messenger Platform: one shape of webhooks, one
 * call that sends, one table of errors.
 */
export type Platform = {
  type: 'messenger' | 'instagram'
  addressKind: Extract<Address['kind'], 'psid' | 'igsid'>
  /** The longest text of one message, in the platform's own unit. */
  text: { max: number; size: Size }
  /** The longest public comment, in characters. */
  commentMax: number
  /** Whether a quick reply can share the person's phone number. */
  sharesPhone: boolean
  /** Whether a reaction allows free-form replies. */
  reactionOpensWindow: boolean
  /** Fields that an upload has besides the file and what it is. */
  uploadFields: Record<string, string>
  fileBytesMax: Record<ContentOf<'media'>['kind'], number>
  errors: ErrorTable
}

/** Where one page or one Instagram account sends. `graphUrl` has no slash at its end. */
export type DirectSettings = {
  /** `https://graph.facebook.com`; for Instagram Login `https://graph.instagram.com`. */
  graphUrl: string
  /** Of the Graph API: `v26.0`. */
  version: string
  /** The page; for Instagram Login the account, by the id that webhooks use (`user_id`). */
  senderId: string
  accessToken: string
  /** Meta granted the app the permission "Human Agent". */
  humanAgent: boolean
}
