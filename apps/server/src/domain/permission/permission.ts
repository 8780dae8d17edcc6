import type {
  ChannelType,
  Id,
  PermissionKind,
  PermissionPurpose,
  PermissionSource,
  Purpose,
} from '@hilo/protocol'

/**
 * The ledger of what contacts allowed, by channel and purpose. Rows are added and never changed; what holds
 * now is derived from them in `standing.ts`.
 */

/** Of whom the ledger is asked: a contact on one channel. */
export type Subject = { contactId: Id; channel: ChannelType }

/** What is written down when a contact allows something, or takes it back. */
export type PermissionChange = Subject & {
  purposes: readonly PermissionPurpose[]
  kind: PermissionKind
  source: PermissionSource
  /** The contact's words, or those of who recorded it. */
  evidence: string
  textVersion?: string | null
  messageId?: Id | null
  memberId?: Id | null
  apiKeyId?: Id | null
  /** When the contact said it; now, by default. */
  givenAt?: Date
}

export const PURPOSES: readonly Purpose[] = ['service', 'utility', 'authentication', 'marketing']

const BY_CATEGORY = new Map<string, Purpose>([
  ['utility', 'utility'],
  ['authentication', 'authentication'],
  ['authentication_international', 'authentication'],
])

/** What a template of this category is for. One that the platform added since counts as the strictest. */
export function purposeOf(category: string | undefined): Purpose {
  return BY_CATEGORY.get((category ?? '').toLowerCase()) ?? 'marketing'
}
