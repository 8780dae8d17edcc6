import { z } from 'zod'
import { ChannelType } from './conversation.ts'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'
import { PreflightRule } from './preflight.ts'
import { ToolApprovers } from './tool-approvers.ts'
import { ToolConfirmation } from './tool-confirmation.ts'
import { ToolField } from './tool-field.ts'

/** What AI may have done: a request to a service of the org; the contracts are in `api/ai-tools.ts`. */

export const AiToolName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be of small letters, digits, - and _, such as order_status')

/**
 * What the server knows of who writes, and fills in by itself. `contact.phone` is known on WhatsApp alone;
 * `contact.address` is what the channel calls the contact; `contact.email` an address that is theirs for
 * certain, and `contact.external_id` the name that a site's signed identity gives them.
 */
export const TOOL_IDENTITY = [
  'contact.id',
  'contact.address',
  'contact.phone',
  'contact.email',
  'contact.external_id',
  'conversation.id',
  'inbox.id',
] as const
export type ToolIdentity = (typeof TOOL_IDENTITY)[number]

/**
 * How sure it has to be who writes.
 * - `anyone`: not at all.
 * - `platform`: as sure as WhatsApp, Instagram or Messenger are of their accounts. Nobody vouches for a
 *   visitor of a site: there a member has to approve.
 * - `email`: an e-mail address is theirs: they read a code there, or their site's signed identity says so.
 * - `signed`: they are signed in on the org's own site, which says so in a signed identity.
 */
export const ToolAssurance = z.enum(['anyone', 'platform', 'email', 'signed'])
export type ToolAssurance = z.infer<typeof ToolAssurance>

const HeaderName = z
  .string()
  .min(1, { error: 'must be there: a header has a name', abort: true })
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'must be the name of a header')
const HeaderValue = z
  .string()
  .max(4_096)
  .regex(/^[\t\x20-\x7e]*$/, 'must be plain text on one line')
const Host = z
  .string()
  .regex(/^(\*\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'must be a host such as api.example.com')

export const AiToolSettings = z.strictObject({
  /** What people read: members, and the contact who is asked. */
  title: z.string().trim().min(1).max(100),
  /** What the model reads: what it does, and when. */
  description: z.string().trim().min(1).max(1_000),
  fields: z.array(ToolField).max(20),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** With places such as `{order_id}` or `{contact.phone}` in its path and query. */
  url: z.string().trim().min(1).max(1_000),
  headers: z.array(z.strictObject({ name: HeaderName, value: HeaderValue })).max(20),
  /** Their values are sealed. Left out: it stays as it is. Nothing gives it out again. */
  secretHeaders: z.array(z.strictObject({ name: HeaderName, value: HeaderValue.min(1).optional() })).max(10),
  /** JSON in whose texts places are filled in; null: all fields as they are, where the method has a body. */
  body: z.string().max(10_000).nullable(),
  /**
   * What the contact is told once it was done after somebody agreed, with places for fields and for what
   * came: `{result.order.state}`. Null: that it was done. Without an agreement the model says what came.
   */
  reply: z.string().trim().min(1).max(1_000).nullable(),
  /** Where it may go, its redirects included. */
  hosts: z.array(Host).min(1).max(20),
  confirmation: ToolConfirmation,
  /** Where a member has to approve. Left out: any agent. */
  approvers: ToolApprovers.optional(),
  assurance: ToolAssurance,
  /** Where it may be used; null: in every inbox. */
  inboxIds: z.array(Id).max(200).nullable(),
  /** For one conversation. */
  callsPerHour: z.number().int().min(1).max(1_000),
  isEnabled: z.boolean(),
})
export type AiToolSettings = z.infer<typeof AiToolSettings>

export const AiTool = AiToolSettings.extend({
  name: AiToolName,
  id: Id,
  secretHeaders: z.array(z.object({ name: z.string() })),
  /** Raised by every change. */
  revision: z.number().int(),
  changedAt: z.iso.datetime(),
  changedBy: Actor.nullable(),
})
export type AiTool = z.infer<typeof AiTool>

/**
 * - `asked`: the contact was asked.
 * - `waiting`: a member has to approve it.
 * - `running`: it was sent; `lost`: nobody knows how it ended, because the server died meanwhile.
 * - `refused`: by the contact or a member; `expired`: nobody agreed in time; `dropped`: the contact spoke of
 *   something else.
 */
export const ToolCallStatus = z.enum([
  ...['asked', 'waiting', 'running', 'lost', 'done', 'failed', 'refused', 'expired', 'dropped'],
] as const)
export type ToolCallStatus = z.infer<typeof ToolCallStatus>

/** Why a call failed: the whole list. */
export const ToolFault = z.enum([
  /** What the model filled in does not fit the fields. */
  'invalid_input',
  /** It was used too often in this conversation, or in this reply. */
  'too_many',
  /** The tool was changed or switched off after it was asked for. */
  'changed',
  /** Its address is not one that may be reached. */
  'not_allowed',
  'timeout',
  'unreachable',
  /** Who it was to be done for is not known for certain any more. */
  'unproved',
  /** The service said no, or that it failed. */
  'http_error',
  /** What came is too large, or no text. */
  'unreadable',
  /** The code of a micro-backend says that it cannot be done. */
  'refused',
  /** The code of a micro-backend failed. */
  'code_failed',
  /** Nobody knows how it ended, and a member does not have it done again. */
  'given_up',
])
export type ToolFault = z.infer<typeof ToolFault>

/** What a test of a tool came to. */
export const ToolTrial = z.object({
  /** The values of secret headers are hidden. */
  sent: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    body: z.string().nullable(),
  }),
  fault: ToolFault.nullable(),
  httpStatus: z.number().int().nullable(),
  /** What the service said. It is data, whatever it says. */
  result: z.string().nullable(),
  /** What the contact would be told; null: a model says what came. */
  said: z.string().nullable(),
  ms: z.number().int(),
})
export type ToolTrial = z.infer<typeof ToolTrial>

/** One call of a tool: who asked for it, with what, who agreed, and what came of it. */
export const AiToolCall = z.object({
  id: Id,
  conversationId: Id,
  tool: z.string(),
  title: z.string(),
  status: ToolCallStatus,
  fault: ToolFault.nullable(),
  /** What the model filled in, by the labels of the fields. */
  input: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What the service said, shortened; null: nothing. It is data, whatever it says. */
  result: z.string().nullable(),
  httpStatus: z.number().int().nullable(),
  /** The contact said yes. */
  isConfirmed: z.boolean(),
  /** Who may approve it, or have it done again, as the tool says now; null: any agent, or nobody has to. */
  approvers: ToolApprovers.nullable(),
  /** The member who approved or refused it. */
  decidedBy: Actor.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** How long it took once it was sent. */
  ms: z.number().int().nullable(),
  /**
   * What the contact was to be told and could not be, and why: such as `window_closed`. Null: they were told,
   * or somebody has written to them since.
   */
  untold: z.object({ rule: PreflightRule, text: z.string() }).nullable(),
})
export type AiToolCall = z.infer<typeof AiToolCall>

/** A call among those of all conversations. */
export const ListedToolCall = AiToolCall.extend({
  contact: z.object({ id: Id, name: z.string().nullable() }),
  inbox: z.object({ name: z.string(), channel: ChannelType }),
})
export type ListedToolCall = z.infer<typeof ListedToolCall>
