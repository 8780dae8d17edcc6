import { z } from 'zod'
import { RECIPIENT_STATUSES } from './broadcast-values.ts'
import { ATTRIBUTE_NAME } from './contact.ts'
import { Id } from './id.ts'
import { Price } from './preflight.ts'

/** A template that goes to many contacts, each of whom allowed it. */

/** Where a value comes from. Who has none, and for whom there is no `otherwise`, gets no message. */
export const BroadcastValue = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('fixed'), text: z.string().max(2_000) }),
  z.strictObject({ from: z.literal('name'), otherwise: z.string().max(2_000).optional() }),
  z.strictObject({
    from: z.literal('attribute'),
    name: z.string().regex(ATTRIBUTE_NAME),
    otherwise: z.string().max(2_000).optional(),
  }),
])
export type BroadcastValue = z.infer<typeof BroadcastValue>

const Moment = z.iso.datetime({ offset: true })

/** Everybody who is known and whom all of it fits. */
const Segment = z.strictObject({
  type: z.literal('segment'),
  /** Who wrote to this inbox, or whoever has an address on its channel. */
  of: z.enum(['inbox', 'channel']),
  /** One of them at least, on a conversation of the contact. */
  tags: z.array(z.string().min(1).max(100)).max(20).default([]),
  /** All of them. */
  attributes: z
    .array(z.strictObject({ name: z.string().regex(ATTRIBUTE_NAME), value: z.string().max(500) }))
    .max(10)
    .default([]),
  /** `es` fits `es-UY`. */
  language: z.string().min(2).max(35).optional(),
  wroteSince: Moment.optional(),
  wroteBefore: Moment.optional(),
})

/** Telephone numbers whose owners allowed it elsewhere. */
const List = z.strictObject({
  type: z.literal('list'),
  numbers: z.array(z.string().max(40)).min(1).max(10_000),
  /** How it is known that they did: a form, a till, a contract. */
  evidence: z.string().trim().min(3).max(2_000),
  /** Which wording they agreed to. */
  textVersion: z.string().trim().min(1).max(100).optional(),
})

export const Audience = z.discriminatedUnion('type', [Segment, List])
export type Audience = z.infer<typeof Audience>
export type AudienceSegment = z.infer<typeof Segment>
export type AudienceList = z.infer<typeof List>

export const BroadcastStatus = z.enum(['scheduled', 'gathering', 'running', 'paused', 'done', 'cancelled'])
export type BroadcastStatus = z.infer<typeof BroadcastStatus>

export const Broadcast = z.object({
  id: Id,
  name: z.string(),
  inbox: z.object({ id: Id, name: z.string() }),
  template: z.object({ name: z.string(), language: z.string() }),
  status: BroadcastStatus,
  /**
   * Why it paused by itself: `template`, or the code with which one message after the other failed. Null when
   * a member paused it.
   */
  pausedReason: z.string().nullable(),
  /** Messages a minute at most. */
  perMinute: z.number().int(),
  startsAt: z.string(),
  /** Who is to get it; grows while they are gathered. */
  recipients: z.number().int(),
  memberName: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
})
export type Broadcast = z.infer<typeof Broadcast>

export const RecipientStatus = z.enum(RECIPIENT_STATUSES)
export type RecipientStatus = z.infer<typeof RecipientStatus>

export const Recipient = z.object({
  contact: z.object({ id: Id, name: z.string().nullable(), address: z.string().nullable() }),
  place: z.number().int(),
  status: RecipientStatus,
  /** The rule that refused it, or the platform's code of the failure. */
  code: z.string().nullable(),
  reason: z.string().nullable(),
  /** The same in Spanish, where it is known. */
  reasonEs: z.string().nullable(),
  conversationId: Id.nullable(),
  hasReplied: z.boolean(),
  decidedAt: z.string().nullable(),
})
export type Recipient = z.infer<typeof Recipient>

export const BroadcastFigures = z.object({
  /** How many are at each status. */
  byStatus: z.record(RecipientStatus, z.number().int()),
  replied: z.number().int(),
  /** How many were refused by each rule, and failed by each code; the most frequent first. */
  reasons: z.array(z.object({ status: RecipientStatus, code: z.string(), count: z.number().int() })),
})
export type BroadcastFigures = z.infer<typeof BroadcastFigures>

/** Who would get it now. */
export const BroadcastPreview = z.object({
  matched: z.number().int(),
  deliverable: z.number().int(),
  refused: z.array(z.object({ rule: z.string(), count: z.number().int() })),
  /** Of all that have a listed price together; null when no price is known. */
  price: Price.nullable(),
  /** How many have none. */
  unpriced: z.number().int(),
  /** How many of those who would get it are known to read another language than the template is in. */
  otherLanguage: z.number().int(),
})
export type BroadcastPreview = z.infer<typeof BroadcastPreview>
