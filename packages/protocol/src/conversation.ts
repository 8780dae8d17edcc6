import { z } from 'zod'
import { MessageAnswer } from './answer.ts'
import { ResumeRule } from './backend-manifest.ts'
import { PreviewFile } from './brief.ts'
import { Attribute } from './contact.ts'
import { Content } from './content.ts'
import { Id } from './id.ts'
import { MediaState } from './media.ts'
import { MessageOrigin } from './origin.ts'
import { WindowOpening } from './window.ts'

/** Conversations as clients see them: list rows, timeline items, runs. Times are ISO 8601 strings in UTC. */

export const ChannelType = z.enum(['web', 'whatsapp', 'instagram', 'messenger'])
export type ChannelType = z.infer<typeof ChannelType>

/** A contact's address. A contact may have several; none of them is always present. */
export type Address = {
  kind: 'wa_id' | 'bsuid' | 'parent_bsuid' | 'psid' | 'igsid' | 'visitor'
  value: string
}

export const Holder = z.enum(['backend', 'ai', 'human', 'nobody'])
export type Holder = z.infer<typeof Holder>

export const Author = z.enum(['contact', 'agent', 'backend', 'ai', 'system'])
export type Author = z.infer<typeof Author>

/**
 * Where an outbound message is. `unconfirmed`: the platform's answer was lost and no status has named the
 * message yet. `cancelled`: before it was sent a person took the turn, or the contact opted
 * out.
 */
export const MessageStatus = z.enum([
  'queued',
  'sending',
  'unconfirmed',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
])
export type MessageStatus = z.infer<typeof MessageStatus>

const Time = z.string()

/** A place in the timeline: what was said before an inbox was connected stands below zero. */
export const TimelinePlace = z.number().int().min(-2_147_483_648).max(2_147_483_647)

/** A sequence number or a version, as the database counts them. */
export const Place = z.number().int().min(0).max(2_147_483_647)

/** Made by the client, unique in the conversation: a retried call with it is one message. */
export const ClientId = z.string().regex(/^[\x21-\x7e]{8,64}$/, 'must have 8 to 64 visible ASCII characters')

export const Conversation = z.object({
  id: Id,
  /** Raised by every visible change of the conversation. */
  version: z.number().int(),
  status: z.enum(['open', 'closed']),
  holder: Holder,
  assigneeId: Id.nullable(),
  inbox: z.object({ id: Id, name: z.string(), channel: ChannelType }),
  contact: z.object({
    id: Id,
    name: z.string().nullable(),
    address: z.string().nullable(),
    locale: z.string().nullable(),
    /** What micro-backends keep of the contact. */
    attributes: z.record(z.string(), Attribute),
  }),
  tags: z.array(z.string()),
  unread: z.number().int(),
  preview: z
    .object({
      text: z.string(),
      author: Author,
      /** The member who wrote it. */
      memberId: Id.nullable().optional(),
      /** Of a file that says no words. */
      file: PreviewFile.optional(),
    })
    .nullable(),
  lastMessageAt: Time,
  /** Since when the contact has waited for a person or a machine; null when nobody waits. */
  waitingSince: Time.nullable(),
  /** End of the time in which free-form replies are allowed; null where the channel knows no window. */
  windowClosesAt: Time.nullable(),
  /** What the contact did that this end rests on, and when; null where it is not known. */
  windowOpenedBy: WindowOpening.nullable(),
  windowOpenedAt: Time.nullable(),
  /**
   * The other app that has the thread on its platform, by the platform's id of it; `unknown` where that is
   * not told. Null: this one, or nobody.
   */
  threadOwner: z.string().nullable(),
  /** The app from which a member took it; it can be given back. */
  threadTakenFrom: z.string().nullable(),
  /**
   * Why people hold it, when a micro-backend handed it over or failed, in its words; when AI did, one of
   * `HandoffReason`.
   */
  handoffReason: z.string().nullable(),
  changedAt: Time,
})
export type Conversation = z.infer<typeof Conversation>

/** Orders the timeline: by `seq`, then messages before notes and events of the same `seq`, then by id. */
const Placed = { id: Id, seq: z.number().int(), version: z.number().int(), createdAt: Time }

export const MessageItem = z.object({
  type: z.literal('message'),
  ...Placed,
  direction: z.enum(['in', 'out']),
  author: Author,
  authorName: z.string().nullable(),
  content: Content,
  /** How far its file is; null for a message without one. */
  media: MediaState.nullable(),
  /** Null for what has nothing but its words. */
  origin: MessageOrigin.nullable(),
  /** The message this one answers, when it is known here. */
  replyTo: z.object({ id: Id.nullable(), text: z.string().nullable() }).nullable(),
  /** Null for inbound messages. */
  status: MessageStatus.nullable(),
  /** Why it failed or is unconfirmed: a sentence for people. */
  statusReason: z.string().nullable(),
  /** The same in Spanish, where it is known. */
  statusReasonEs: z.string().nullable(),
  /** The client's own id of a message that it sent; lets it match its optimistic copy. */
  clientId: z.string().nullable(),
  runId: Id.nullable(),
  /** Of a message of AI: what it rests on, and what people think of it. */
  answer: MessageAnswer.nullable(),
  editedAt: Time.nullable(),
  unsentAt: Time.nullable(),
})
export type MessageItem = z.infer<typeof MessageItem>

export const NoteItem = z.object({
  type: z.literal('note'),
  ...Placed,
  author: z.enum(['agent', 'backend']),
  /** The member's name, or the micro-backend's. */
  authorName: z.string().nullable(),
  text: z.string(),
  clientId: z.string().nullable(),
})
export type NoteItem = z.infer<typeof NoteItem>

/** Something that happened to the conversation; `event` is past tense, `data` depends on it. */
export const EventItem = z.object({
  type: z.literal('event'),
  ...Placed,
  event: z.enum([
    'opened',
    'closed',
    'reopened',
    'assigned',
    'taken_over',
    'handed_back',
    'handed_off',
    'run_failed',
    'run_cancelled',
    'run_retried',
    'step_skipped',
    'tagged',
    'untagged',
    'contact_changed',
    'opted_in',
    'opted_out',
    'thread_lost',
    'thread_got',
    'thread_asked',
  ]),
  actor: z.enum(['member', 'contact', 'backend', 'system', 'ai']),
  actorName: z.string().nullable(),
  /** A program did it with this key, whose maker is `actorName`; null: no program. */
  apiKeyName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type EventItem = z.infer<typeof EventItem>

export const TimelineItem = z.discriminatedUnion('type', [MessageItem, NoteItem, EventItem])
export type TimelineItem = z.infer<typeof TimelineItem>

export const RunStatus = z.enum(['running', 'waiting', 'done', 'failed', 'cancelled'])
export type RunStatus = z.infer<typeof RunStatus>

export const RunFailureView = z.object({
  code: z.string(),
  message: z.string(),
  stack: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
})

/** A place in the author's files. */
export const SourceLine = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  /** The line itself, where the version was deployed with its sources. */
  text: z.string().nullable(),
})
export type SourceLine = z.infer<typeof SourceLine>

export const Run = z.object({
  id: Id,
  conversationId: Id,
  /** `version` is what people are shown of its hash. */
  backend: z.object({ id: Id, name: z.string(), versionId: Id, version: z.string() }),
  status: RunStatus,
  generation: z.number().int(),
  /** The number of journal entries. */
  length: z.number().int(),
  /** What it waits for, in words for people: "an answer to: How many people?". */
  waitingFor: z
    .object({
      kind: z.string(),
      name: z.string(),
      dueAt: Time.nullable(),
      position: z.string(),
      attempts: z.number().int().nullable(),
      error: z.string().nullable(),
      stack: z.string().nullable(),
      /** The author's line that waits; null when it is not known, or was not asked for. */
      source: SourceLine.nullable(),
    })
    .nullable(),
  /** The run that called this one and waits for it, or has gone on; null when a contact began it. */
  parent: z.object({ id: Id, backendName: z.string() }).nullable(),
  /** When it goes on after people have taken it. */
  resume: ResumeRule,
  outcome: z.string().nullable(),
  failure: RunFailureView.nullable(),
  startedAt: Time,
  endedAt: Time.nullable(),
})
export type Run = z.infer<typeof Run>

/** A run that another one called: from where, and how it stands. */
export const RunCall = z.object({
  runId: Id,
  backendName: z.string(),
  position: z.string(),
  status: RunStatus,
})
export type RunCall = z.infer<typeof RunCall>

/** A run in the list of all runs, with the conversation it is of. */
export const ListedRun = Run.extend({
  contact: z.object({ id: Id, name: z.string().nullable() }),
  inbox: z.object({ id: Id, name: z.string(), channel: ChannelType }),
})
export type ListedRun = z.infer<typeof ListedRun>

export const JournalItem = z.object({
  position: z.string(),
  kind: z.string(),
  name: z.string(),
  value: z.unknown(),
  text: z.string().nullable(),
  /** The contact's message that the entry is about, in words. */
  input: z.string().nullable(),
  /** The member who gave the result in the step's place, and the error that stood there; null for code. */
  skipped: z
    .object({
      memberId: Id,
      /** A program gave it with this key, which the member made. */
      apiKeyName: z.string().nullable(),
      error: z.string().nullable(),
    })
    .nullable(),
  startedAt: Time.nullable(),
  durationMs: z.number().nullable(),
  attempts: z.number().int().nullable(),
  createdAt: Time,
})
export type JournalItem = z.infer<typeof JournalItem>
