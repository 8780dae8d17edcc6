import { z } from 'zod'
import { contract } from '../contract.ts'
import {
  ClientId,
  Conversation,
  Holder,
  MessageItem,
  NoteItem,
  Place,
  TimelineItem,
  TimelinePlace,
} from '../conversation.ts'
import { Id } from '../id.ts'
import { Preflight } from '../preflight.ts'
import { ReactionEmoji } from '../reaction.ts'

const params = z.object({ conversationId: Id })

export const listConversations = contract({
  method: 'GET',
  path: '/v1/conversations',
  summary: 'List conversations, newest first, or find those of contacts',
  permission: 'conversation:read',
  query: z.strictObject({
    status: z.enum(['open', 'closed', 'all']).default('open'),
    holder: Holder.optional(),
    inboxId: Id.optional(),
    /** A member, or `none`: whom nobody was given. */
    assigneeId: z.union([Id, z.literal('none')]).optional(),
    /** How the contact’s names begin, their number, or the whole of another address. */
    search: z.string().trim().max(200).optional(),
    /** `next` of the page before. */
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  returns: z.object({
    conversations: z.array(Conversation),
    next: z.string().nullable(),
    /** Older contacts are not found yet: that is being done. */
    isIndexing: z.boolean(),
  }),
  errors: ['invalid_request'],
})

export const listChangedConversations = contract({
  method: 'GET',
  path: '/v1/conversations/changes',
  summary: 'List conversations that changed since a time, for a client that was away',
  permission: 'conversation:read',
  query: z.strictObject({ since: z.iso.datetime() }),
  /** `truncated`: too much changed; load the list again. */
  returns: z.object({ conversations: z.array(Conversation), truncated: z.boolean(), now: z.string() }),
  errors: ['invalid_request'],
})

export const getConversation = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId',
  summary: 'Get a conversation',
  permission: 'conversation:read',
  params,
  returns: Conversation,
  errors: ['not_found'],
})

export const getTimeline = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/timeline',
  summary: 'Read messages, notes and events of a conversation',
  permission: 'conversation:read',
  params,
  query: z.strictObject({
    /** Items changed after this version, oldest first; for catching up. */
    afterVersion: z.coerce.number().pipe(Place).optional(),
    /** The page of items before this `seq`; without both, the last page. */
    beforeSeq: z.coerce.number().pipe(TimelinePlace).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(60),
  }),
  returns: z.object({ version: z.number().int(), items: z.array(TimelineItem), hasMore: z.boolean() }),
  errors: ['invalid_request', 'not_found'],
})

export const preflight = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/preflight',
  summary: 'Say whether a member could send a message now, why, until when and for how much',
  permission: 'conversation:read',
  params,
  query: z.strictObject({
    /** A template; without it, a free-form message. */
    templateId: Id.optional(),
  }),
  returns: Preflight,
  errors: ['invalid_request', 'not_found'],
})

export const sendMessage = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/messages',
  summary: 'Answer the contact; takes the turn',
  permission: 'conversation:write',
  params,
  body: z
    .strictObject({
      clientId: ClientId,
      /** With a file, its caption. */
      text: z.string().trim().max(20_000).default(''),
      /** A file that was uploaded into this conversation. */
      mediaId: Id.optional(),
      replyToId: Id.optional(),
      /** Answers the quoted comment under it, for all to read, in the place of a private reply. */
      isPublic: z.boolean().optional(),
    })
    .refine(({ text, mediaId }) => text !== '' || mediaId !== undefined, {
      path: ['text'],
      message: 'must not be empty where no file is sent',
    }),
  returns: MessageItem,
  errors: ['invalid_request', 'not_found', 'conflict', 'window_closed', 'opt_in_missing'],
})

export const retryMessage = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/messages/:messageId/retry',
  summary: 'Send a failed message again',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id, messageId: Id }),
  returns: MessageItem,
  errors: ['not_found', 'conflict', 'window_closed', 'opt_in_missing'],
})

export const hideComment = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/messages/:messageId/hide',
  summary: 'Hide a public comment on its platform, or show it again',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id, messageId: Id }),
  body: z.strictObject({ clientId: ClientId, isHidden: z.boolean() }),
  returns: MessageItem,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const reactToMessage = contract({
  method: 'PUT',
  path: '/v1/conversations/:conversationId/messages/:messageId/reaction',
  summary: 'React to a message of the contact with an emoji, or take that back; takes no turn',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id, messageId: Id }),
  body: z.strictObject({ clientId: ClientId, emoji: ReactionEmoji.nullable() }),
  returns: MessageItem,
  errors: ['invalid_request', 'not_found', 'conflict', 'window_closed', 'opt_in_missing'],
})

export const addNote = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/notes',
  summary: 'Write a note that only members see',
  permission: 'conversation:write',
  params,
  body: z.strictObject({ clientId: ClientId, text: z.string().trim().min(1).max(20_000) }),
  returns: NoteItem,
  errors: ['invalid_request', 'not_found'],
})

export const takeOver = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/take-over',
  summary: 'Take the turn from the micro-backend',
  permission: 'conversation:write',
  params,
  returns: Conversation,
  errors: ['not_found', 'conflict'],
})

export const handBack = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/hand-back',
  summary: 'Give the turn back to the micro-backend, which asks its question again',
  permission: 'conversation:write',
  params,
  returns: Conversation,
  errors: ['not_found', 'conflict'],
})

export const takeThread = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/take-thread',
  summary: 'Take the conversation from the app that has it on its platform',
  permission: 'conversation:write',
  params,
  returns: Conversation,
  errors: ['not_found', 'conflict', 'unavailable'],
})

export const giveThreadBack = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/give-thread-back',
  summary: 'Give the conversation back to the app it was taken from',
  permission: 'conversation:write',
  params,
  returns: Conversation,
  errors: ['not_found', 'conflict', 'unavailable'],
})

export const closeConversation = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/close',
  summary: 'Close a conversation; its run is cancelled',
  permission: 'conversation:write',
  params,
  returns: Conversation,
  errors: ['not_found'],
})

export const reopenConversation = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/reopen',
  summary: 'Open a closed conversation again',
  permission: 'conversation:write',
  params,
  returns: Conversation,
  errors: ['not_found', 'conflict'],
})

export const assignConversation = contract({
  method: 'PUT',
  path: '/v1/conversations/:conversationId/assignee',
  summary: 'Assign a conversation',
  permission: 'conversation:write',
  params,
  body: z.strictObject({ assigneeId: Id.nullable().describe('The member, or null to unassign.') }),
  returns: Conversation,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const markRead = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/read',
  summary: 'Mark the contact’s messages as read, here and on the channel',
  permission: 'conversation:write',
  params,
  body: z.strictObject({ seq: Place }),
  returns: Conversation,
  errors: ['invalid_request', 'not_found'],
})

export const showTyping = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/typing',
  summary: 'Show the contact that somebody is writing',
  permission: 'conversation:write',
  params,
  returns: z.object({ shown: z.boolean() }),
  errors: ['not_found'],
})
