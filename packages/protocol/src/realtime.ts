import { z } from 'zod'
import { Rating } from './answer.ts'
import { ArticleBlock } from './article.ts'
import { Content } from './content.ts'
import { Place } from './conversation.ts'
import { Id } from './id.ts'

/**
 * Frames of the two WebSockets. A frame to the dashboard is a hint: the truth is fetched. The widget gets the
 * items themselves, because what it may see is exactly one conversation.
 */

/** Server to dashboard, on `/v1/realtime`. */
export const DashboardFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), now: z.string() }),
  z.object({ type: z.literal('conversation'), id: Id, version: z.number().int() }),
  z.object({ type: z.literal('run'), id: Id, conversationId: Id, length: z.number().int() }),
  z.object({ type: z.literal('typing'), conversationId: Id }),
  /** The execution log has new entries. */
  z.object({ type: z.literal('log') }),
  /** What new runs use has changed: a version was promoted or paused, a config saved. */
  z.object({ type: z.literal('backends') }),
  /** The templates of an inbox were synchronised, or one of them changed. */
  z.object({ type: z.literal('templates') }),
  /** An alarm of an inbox began or ended, or its platform said something of its account. */
  z.object({ type: z.literal('alarms') }),
  /** How an inbox stands has changed, or there is one more. */
  z.object({ type: z.literal('inboxes') }),
  /** A broadcast went on, or was changed. */
  z.object({ type: z.literal('broadcasts') }),
  /** An evaluation went on, or one of a test set began or ended. */
  z.object({ type: z.literal('evaluations') }),
  /** An import went on, or a source was changed. */
  z.object({ type: z.literal('sources') }),
])
export type DashboardFrame = z.infer<typeof DashboardFrame>

/** Widget to server, on `/widget/v1/socket`. The first frame must be `hello`. */
export const WidgetClientFrame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    key: z.string().max(64),
    /** The visitor's secret, made by the server and kept by the browser; absent on the first visit. */
    visitor: z.string().max(200).optional(),
    /** What the site's own server says of who the visitor is. */
    identity: z.string().max(8_192).optional(),
    /** `conversation.version` up to which the client has everything; 0 for nothing. */
    version: Place,
    /** The conversation that `version` belongs to. */
    conversationId: Id.optional(),
    locale: z.string().max(35).optional(),
  }),
  z.strictObject({
    type: z.literal('send'),
    clientId: z.string().regex(/^[\x21-\x7e]{8,64}$/),
    content: Content,
  }),
  z.strictObject({ type: z.literal('read'), seq: Place }),
  z.strictObject({ type: z.literal('typing') }),
  /** Asks for another link to a file: the one that came with its message is over. */
  z.strictObject({ type: z.literal('link'), mediaId: Id }),
  /** Asks for an article that an answer has its words from. */
  z.strictObject({ type: z.literal('article'), messageId: Id, articleId: Id }),
  /** Says whether an answer helped; null takes it back. */
  z.strictObject({ type: z.literal('rate'), messageId: Id, rating: Rating.nullable() }),
])
export type WidgetClientFrame = z.infer<typeof WidgetClientFrame>

/** Where a visitor's browser reads a file of their conversation, for five minutes; `size` in bytes. */
export const WidgetFile = z.object({ url: z.string(), size: z.number().int() })
export type WidgetFile = z.infer<typeof WidgetFile>

/** What a visitor sees of an answer of AI. */
export const WidgetAnswer = z.object({
  /** The public articles that it has its words from. */
  articles: z.array(z.object({ id: Id, title: z.string() })),
  /** Whether it can be said to have helped or not: it states something. */
  isRatable: z.boolean(),
  /** What the visitor said of it last. */
  rating: Rating.nullable(),
})
export type WidgetAnswer = z.infer<typeof WidgetAnswer>

/** What a visitor sees of a timeline item: messages only, never notes, events, run ids or reasons. */
export const WidgetMessage = z.object({
  id: Id,
  seq: z.number().int(),
  version: z.number().int(),
  direction: z.enum(['in', 'out']),
  author: z.enum(['contact', 'agent', 'backend', 'ai', 'system']),
  authorName: z.string().nullable(),
  content: Content,
  /** The file of the message; null when it has none, or its bytes are not here. */
  file: WidgetFile.nullable(),
  /** Of a message of AI. */
  answer: WidgetAnswer.nullable(),
  clientId: z.string().nullable(),
  createdAt: z.string(),
})
export type WidgetMessage = z.infer<typeof WidgetMessage>

/** Server to widget. */
export const WidgetServerFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    visitor: z.string(),
    /** Whom the site named, as one that says nothing of them; absent: nobody. */
    person: z.string().optional(),
    /** For whoever builds the site, to be shown in the console. */
    notice: z.string().optional(),
    conversationId: Id.nullable(),
    version: z.number().int(),
  }),
  /** Messages changed after the client's version, in order of `seq`; `version` is the new cursor. */
  z.object({
    type: z.literal('messages'),
    conversationId: Id,
    version: z.number().int(),
    messages: z.array(WidgetMessage),
  }),
  /** The message with this client id is stored. */
  z.object({ type: z.literal('stored'), clientId: z.string(), id: Id, seq: z.number().int() }),
  z.object({
    type: z.literal('refused'),
    clientId: z.string().nullable(),
    code: z.string(),
    message: z.string(),
  }),
  z.object({ type: z.literal('typing') }),
  z.object({ type: z.literal('link'), mediaId: Id, url: z.string() }),
  /**
   * An answer as it is being written: sentences that have been verified, without any address. The message of
   * this id takes its place; without a text there will be none.
   */
  z.object({ type: z.literal('draft'), messageId: Id, text: z.string() }),
  /** An article that was asked for, as it was when it was cited; null when it may not be read any more. */
  z.object({
    type: z.literal('article'),
    articleId: Id,
    article: z.object({ title: z.string(), blocks: z.array(ArticleBlock) }).nullable(),
  }),
])
export type WidgetServerFrame = z.infer<typeof WidgetServerFrame>
