import { z } from 'zod'
import { AnswerMode, HeardBy } from './answer.ts'
import { ArticleAudience } from './article.ts'
import { Id } from './id.ts'
import { MODEL_FAULTS } from './model-fault.ts'

/** What members are helped with while they answer; the contracts are in `api/copilot.ts`. */

/** BCP 47, such as `es` or `pt-BR`. */
const LanguageTag = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
const Text = z.string().trim().min(1).max(10_000)

export const RewriteHow = z.enum(['shorter', 'friendlier', 'grammar'])
export type RewriteHow = z.infer<typeof RewriteHow>

export const CopilotTask = z.discriminatedUnion('task', [
  /** A reply to what the contact wrote last, from public and internal articles. */
  z.strictObject({ task: z.literal('draft') }),
  z.strictObject({ task: z.literal('rewrite'), text: Text, how: RewriteHow }),
  /** What the member wrote, into the contact's language. */
  z.strictObject({ task: z.literal('translate'), text: Text }),
  /** What somebody said in this conversation, into the member's language. */
  z.strictObject({ task: z.literal('translate_message'), messageId: Id, language: LanguageTag }),
  z.strictObject({ task: z.literal('summarise'), language: LanguageTag }),
  /** Of the tags that the org has. */
  z.strictObject({ task: z.literal('suggest_tags') }),
])
export type CopilotTask = z.infer<typeof CopilotTask>

/** An article that a draft rests on; it opens as it was. */
export const CopilotSource = z.object({
  articleId: Id,
  version: z.number().int(),
  title: z.string(),
  audience: ArticleAudience,
  quote: z.string(),
})
export type CopilotSource = z.infer<typeof CopilotSource>

/**
 * - `nothing_said`: there are no words of the contact, or of the message.
 * - `short_already`: there is nothing to leave out of it.
 * - `no_tags`: the org has no tags, or none that this conversation has not.
 */
export const CopilotFault = z.enum([...MODEL_FAULTS, 'nothing_said', 'short_already', 'no_tags'])
export type CopilotFault = z.infer<typeof CopilotFault>

export const CopilotResult = z.object({
  text: z.string(),
  /** Of the text; null where it was not decided. */
  language: z.string().nullable(),
  /** What of a draft is a reply; null: it is none, and `reason` says why. */
  sources: z.array(CopilotSource),
  /** Text of internal articles is in it. */
  isInternal: z.boolean(),
  /** How a draft was written; null for the other tasks. */
  mode: AnswerMode.nullable(),
  /** Why AI would have given this to people; null: it would not. */
  handoff: z.string().nullable(),
  /** Numbers, links and codes that the text before has and this has not. */
  lost: z.array(z.string()),
  /** Those that this has and the text before has not. */
  added: z.array(z.string()),
  /** What of a conversation that was summed up nobody wrote: a machine heard or saw it. */
  heard: z.array(HeardBy),
  tags: z.array(z.string()),
})
export type CopilotResult = z.infer<typeof CopilotResult>

/** A line of the answer. `text` comes as it is written; the last one is `done` or `failed`. */
export const CopilotEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), delta: z.string() }),
  /** All of a draft that may be seen so far, in place of what was seen before; empty when it is taken back. */
  z.object({ type: z.literal('draft'), text: z.string() }),
  CopilotResult.extend({ type: z.literal('done') }),
  /** `message`: for who looks for the reason. */
  z.object({ type: z.literal('failed'), fault: CopilotFault, message: z.string() }),
])
export type CopilotEvent = z.infer<typeof CopilotEvent>
