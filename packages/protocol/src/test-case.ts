import { z } from 'zod'
import { AnswerAction, HandoffReason } from './answer.ts'
import { ArticleWords } from './article.ts'
import { GOAL_TURNS, GOAL_TURNS_MAX } from './goal-turns.ts'
import { Id } from './id.ts'

/** What AI's answers are tried on; the contracts are in `api/evaluations.ts`. */

export const CASES_MAX = 500
export const PLAYS_MAX = 20
export const TURNS_MAX = 20

const Said = z.string().trim().min(1).max(1_000)

/** Whether a point is a pattern, and can be read as one. Anything else is plain words. */
export function isPoint(point: string): boolean {
  const pattern = patternOf(point)
  if (pattern === null) return true
  try {
    return new RegExp(pattern, 'iu') instanceof RegExp
  } catch {
    return false
  }
}

/** Between its slashes; null for plain words. */
export function patternOf(point: string): string | null {
  return /^\/(.+)\/$/su.exec(point)?.[1] ?? null
}

/** Words, whatever their capitals and accents, or a pattern such as `/30 (days|dias)/`. */
export const Point = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine(isPoint, 'must be words, or a pattern that can be read, such as /30 (days|dias)/')

const Points = z.array(Point).max(20)

const ToolName = z.string().trim().min(1).max(64)

/** That a tool is called, with these words in these fields of its input; others may have any. */
export const ExpectedCall = z.strictObject({
  tool: ToolName,
  input: z
    .record(z.string().trim().min(1).max(100), Point)
    .refine((input) => Object.keys(input).length <= 20, 'must name at most 20 fields'),
})
export type ExpectedCall = z.infer<typeof ExpectedCall>

/**
 * What a tool answers in a case; several of one tool are taken one after the other, the last again and again.
 * The tool itself is never called.
 */
export const StandIn = z.strictObject({
  tool: ToolName,
  /** `refused`: it was understood, and not done. `failed`: nothing can be said. */
  outcome: z.enum(['done', 'refused', 'failed']),
  /** What it gives, such as JSON; else why it does not. */
  result: z.string().trim().max(6_000),
})
export type StandIn = z.infer<typeof StandIn>

/** What an answer has to be; an empty list asks for nothing. */
export const Expectation = z.strictObject({
  /** One of them. */
  actions: z.array(AnswerAction).max(4),
  /** Of a hand-over: one of them. */
  reasons: z.array(HandoffReason).max(20),
  /** All of them. */
  says: Points,
  /** None of them. */
  saysNot: Points,
  /** Titles or ids of articles: all of them are cited. */
  cites: z.array(z.string().trim().min(1).max(300)).max(20),
  /** Of tools, before it is answered: all of them. */
  calls: z.array(ExpectedCall).max(10).optional(),
  /** Tools: none of them is called. */
  callsNot: z.array(ToolName).max(20).optional(),
})
export type Expectation = z.infer<typeof Expectation>

const SAYS = 'must be what the contact says'

export const TestTurn = z.strictObject({
  /** One way of saying it, or several of which each play takes the next; each of one or more messages in a row. */
  says: z.array(z.array(Said).min(1, SAYS).max(10)).min(1, SAYS).max(10),
  /** Said only where the answer before was such; null: always. So a contact reacts to what it is told. */
  only: z
    .strictObject({ actions: z.array(AnswerAction).max(4), says: Points })
    .nullable()
    .default(null),
  expect: Expectation,
})
export type TestTurn = z.infer<typeof TestTurn>

/** Something that a contact knows, and tells who asks for it: such as the number of an order. */
export const GoalFact = z.strictObject({
  name: z.string().trim().min(1).max(100),
  value: z.string().trim().min(1).max(300),
})
export type GoalFact = z.infer<typeof GoalFact>

const Words = z.string().trim().min(1).max(500)

/** A contact who wants something, and says what leads to it: a model plays them, and nobody writes their words. */
export const ContactGoal = z.strictObject({
  /** Who they are, and how they write; empty: anybody. */
  persona: z.string().trim().max(1_000).default(''),
  /** What they want. */
  wants: z.string().trim().min(1).max(1_000),
  facts: z.array(GoalFact).max(20).default([]),
  /** Ways of beginning, of which each play takes the next; none: the model begins too. */
  begins: z.array(Said).max(10).default([]),
  /** When they are content, in words: all of it has to hold. */
  contentWhen: z.array(Words).min(1).max(10),
  /** So often they write at most. */
  turnsMax: z.number().int().min(1).max(GOAL_TURNS_MAX).default(GOAL_TURNS),
  /**
   * Of the whole conversation: with which answer it ends, and for which reason; what was said, cited and
   * called somewhere in it, or nowhere.
   */
  expect: Expectation,
})
export type ContactGoal = z.infer<typeof ContactGoal>

export const TestWords = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    /** The conversation's before it begins, and what a contact with a goal writes; null: none is known. */
    language: ArticleWords.shape.language.nullable(),
    /** Whose instructions are tried; null: those of the org alone, or of the inbox whose draft is tried. */
    inboxId: Id.nullable(),
    /** Without one no tool is offered; with one all tools of the inbox are, and any other fails. */
    standIns: z.array(StandIn).max(20).optional(),
    /** What the contact says, word for word; none where they have a goal. */
    turns: z.array(TestTurn).max(TURNS_MAX).default([]),
    goal: ContactGoal.optional(),
  })
  .refine(({ turns, goal }) => turns.length > 0 !== Boolean(goal), {
    path: ['turns'],
    message: 'must be there, or a goal in their place, and not both',
  })
export type TestWords = z.infer<typeof TestWords>

export const TestCase = z.object({ ...TestWords.shape, id: Id, changedAt: z.iso.datetime() })
export type TestCase = z.infer<typeof TestCase>

const Share = z.number().int().min(1).max(100)

export const TestSetSettings = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** How often each case is played; it passes when all of them do. */
  plays: z.number().int().min(1).max(PLAYS_MAX),
  /** An evaluation begins by itself after instructions or articles were published. */
  isEvaluatedAfterPublish: z.boolean(),
  /** So many percent of the cases have to pass before new instructions are published; null: none. */
  shareNeeded: Share.nullable(),
  /** The same before what was newly written of an article answers; null: none. */
  articleShareNeeded: Share.nullable().default(null),
})
export type TestSetSettings = z.infer<typeof TestSetSettings>
