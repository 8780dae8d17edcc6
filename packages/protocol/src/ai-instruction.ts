import { z } from 'zod'
import { AnswerAction, HandoffReason } from './answer.ts'
import { ArticleWords } from './article.ts'
import { HoursOfWeek } from './day-hours.ts'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'
import { TAG_LENGTH_MAX } from './tag.ts'

/** What an org wants of AI's answers, for all inboxes and for one; see `api/ai-instructions.ts`. */

export const INSTRUCTION_LINE_MAX = 500
export const INSTRUCTION_LINES_MAX = 50
export const INSTRUCTION_TEXT_MAX = 2_000

const Text = z.string().trim().max(INSTRUCTION_TEXT_MAX)
const Lines = z.array(z.string().trim().min(1).max(INSTRUCTION_LINE_MAX)).max(INSTRUCTION_LINES_MAX)
const TopicTag = z.string().trim().min(1).max(TAG_LENGTH_MAX).optional()

/** The phrases that tell of a topic, in which conversations, and who gets it then. */
export const PeopleTopic = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    /** Empty: whatever is written in those conversations. */
    phrases: Lines,
    /** Only where the conversation has this tag; absent: in all. */
    onlyWithTag: TopicTag,
    /** Who is assigned; absent: nobody is. */
    assigneeId: Id.optional(),
    /** What is put on the conversation. */
    tag: TopicTag,
  })
  .refine(({ phrases, onlyWithTag }) => phrases.length > 0 || onlyWithTag !== undefined, {
    message: 'must have a phrase at least, or a tag that conversations have',
    path: ['phrases'],
  })
export type PeopleTopic = z.infer<typeof PeopleTopic>

export const InstructionWords = z.strictObject({
  /** How is spoken. */
  tone: Text,
  dos: Lines,
  donts: Lines,
  /** What the inbox is for, and what is talked about in it: WhatsApp asks for a purpose. */
  purpose: Text,
  topics: Lines,
  /** The first where no other is known. Empty: the org's, or all that Hilo speaks. */
  languages: z.array(ArticleWords.shape.language).max(20),
  /** What goes to people before any model is asked. */
  peopleTopics: z.array(PeopleTopic).max(INSTRUCTION_LINES_MAX),
  /** When members are there; null: not said. */
  hours: HoursOfWeek.nullable(),
})
export type InstructionWords = z.infer<typeof InstructionWords>

/** All inboxes of the org, or one. */
export const InstructionPlace = z.union([z.literal('org'), Id], 'must be an inbox or org')
export type InstructionPlace = z.infer<typeof InstructionPlace>

export const InstructionVersion = z.object({
  version: z.number().int(),
  words: InstructionWords,
  /** Who wrote it last; null for the installation itself. */
  by: Actor.nullable(),
  createdAt: z.iso.datetime(),
  /** From then on it is never changed again; null while it is a draft. */
  firstPublishedAt: z.iso.datetime().nullable(),
})
export type InstructionVersion = z.infer<typeof InstructionVersion>

export const AiInstruction = z.object({
  /** Null: of all inboxes. */
  inboxId: Id.nullable(),
  /** Raised by every change; 0 while nothing was written. */
  revision: z.number().int(),
  /** Null while nothing was written. */
  newest: InstructionVersion.nullable(),
  /** What holds; null while none does. */
  published: InstructionVersion.nullable(),
})
export type AiInstruction = z.infer<typeof AiInstruction>

/** Which version was put into force; null: none was any more. */
export const InstructionPublication = z.object({
  version: z.number().int().nullable(),
  by: Actor.nullable(),
  at: z.iso.datetime(),
})
export type InstructionPublication = z.infer<typeof InstructionPublication>

/** A question that a contact asked. */
export const PastQuestion = z.object({
  answerId: Id,
  question: z.string(),
  language: z.string(),
  /** What its answer cost then; null: nobody knows. */
  microUsd: z.number().nullable(),
})
export type PastQuestion = z.infer<typeof PastQuestion>

/** What would be answered to it now. */
export const Rehearsal = z.object({
  action: AnswerAction,
  text: z.string(),
  reason: HandoffReason.nullable(),
  /** Of the articles that it rests on. */
  titles: z.array(z.string()),
})
export type Rehearsal = z.infer<typeof Rehearsal>
