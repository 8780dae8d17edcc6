import { z } from 'zod'
import { AiSpent } from './ai.ts'
import { InstructionPlace } from './ai-instruction.ts'
import { AnswerAction, AnswerCitation, HandoffReason } from './answer.ts'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'
import { MODEL_FAULTS } from './model-fault.ts'
import { TestSetSettings } from './test-case.ts'

/** What came of trying AI's answers on test cases; the contracts are in `api/evaluations.ts`. */

/** What an answer lacks, in a word, with what was wanted and what came. */
export const SHORTFALLS = [
  'action',
  'reason',
  'missing',
  'forbidden',
  'not_cited',
  /** A tool, or not with that input. */
  'not_called',
  /** A tool that must not be. */
  'called',
  /** A pattern that took too long to look for. */
  'unreadable',
  /** People had the conversation already, so nothing was answered. */
  'held',
  /** No turn of the case was said. */
  'silent',
  /** The contact has a goal, and left without being content. */
  'not_content',
  /** What they want to be content does not hold, as who judged it says. */
  'not_met',
] as const

export const Shortfall = z.object({ code: z.enum(SHORTFALLS), wanted: z.string(), came: z.string() })
export type Shortfall = z.infer<typeof Shortfall>

/** A call of a tool, which its stand-in answered. */
export const PlayedCall = z.object({
  tool: z.string(),
  /** Each field as text. */
  input: z.record(z.string(), z.string()),
  /** `asks`: the contact has to agree first. `waits`: a member has to. */
  outcome: z.enum(['done', 'refused', 'failed', 'asks', 'waits']),
  result: z.string(),
})
export type PlayedCall = z.infer<typeof PlayedCall>

export const PlayedAnswer = z.object({
  action: AnswerAction,
  text: z.string(),
  reason: HandoffReason.nullable(),
  citations: z.array(AnswerCitation),
  language: z.string(),
  ms: z.number().int(),
  calls: z.array(PlayedCall).optional(),
  /** What the contact may press. */
  choices: z.array(z.string()).optional(),
})
export type PlayedAnswer = z.infer<typeof PlayedAnswer>

/** A turn of a case as it was played; without an answer nothing was asked any more. */
export const PlayedTurn = z.object({
  says: z.array(z.string()),
  answer: PlayedAnswer.nullable(),
  shortfalls: z.array(Shortfall),
})
export type PlayedTurn = z.infer<typeof PlayedTurn>

/**
 * What became of a contact with a goal.
 *
 * - `contact`: they had no more to say. `people`: people have the conversation.
 * - `turns`: they wrote as often as they may.
 * - `not_played`: who plays or judges them failed, so nobody knows.
 */
export const PlayedGoal = z.object({
  end: z.enum(['contact', 'people', 'turns', 'not_played']),
  /** Whose model failed, and how; null: it was played to its end. */
  notPlayed: z
    .object({ by: z.enum(['contact', 'judge']), fault: z.enum(MODEL_FAULTS), reason: z.string() })
    .nullable(),
  /** What the contact says of it; null: it was not come to. */
  isContent: z.boolean().nullable(),
  /** What who judged the whole says of it; null: nobody did. */
  isMet: z.boolean().nullable(),
  /** Of the whole conversation. */
  shortfalls: z.array(Shortfall),
})
export type PlayedGoal = z.infer<typeof PlayedGoal>

/**
 * - `waiting`, `running`: under way.
 * - `done`: every case was played as often as asked.
 * - `cancelled`: by a member. `stopped`: by itself, for its reason; what was played stays.
 */
export const EvaluationStatus = z.enum(['waiting', 'running', 'done', 'cancelled', 'stopped'])
export type EvaluationStatus = z.infer<typeof EvaluationStatus>

export const Evaluation = z.object({
  id: Id,
  setId: Id,
  setName: z.string(),
  status: EvaluationStatus,
  /** Why it stopped by itself. */
  stoppedReason: z.string().nullable(),
  cause: z.enum(['member', 'publish']),
  /** Whose newest words were tried instead of what holds; null: what held. */
  draft: InstructionPlace.nullable(),
  /** What was tried together as if it were published in place of what answers; none: what answered. */
  articles: z.array(z.object({ id: Id, version: z.number().int(), title: z.string() })),
  /** How many were tried beside those that are named: fifty are. */
  moreArticles: z.number().int(),
  /** The source all of whose drafts they were; null: they were chosen otherwise. */
  source: z.object({ id: Id, name: z.string() }).nullable(),
  /** The versions of the org's instructions; null where none is published. */
  orgVersion: z.number().int().nullable(),
  /** The same for the same articles in the same versions. */
  knowledge: z.string(),
  /** How often each case is played. */
  plays: z.number().int(),
  cases: z.number().int(),
  /** Of `plays` times `cases`. */
  played: z.number().int(),
  /** Cases of which every play passed; null until it is done. */
  passed: z.number().int().nullable(),
  /** Plays that came to nothing, because who plays or judges the contact failed. */
  notPlayed: z.number().int(),
  spent: AiSpent,
  by: Actor.nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
})
export type Evaluation = z.infer<typeof Evaluation>

/** What became of a case since the evaluation before: whether it passes now, and did then. */
export const Difference = z.enum([
  ...(['newly_failing', 'newly_passing', 'failing', 'passing', 'added', 'pending'] as const),
  /** Of one of its plays nobody knows, and none failed. */
  'not_played',
])
export type Difference = z.infer<typeof Difference>

export const CaseResult = z.object({
  caseId: Id,
  name: z.string(),
  difference: Difference,
  /** Whether it passed when it was last played before in the same words; null: it is new. */
  passedBefore: z.boolean().nullable(),
  /** How many of its plays passed, of those that were played. */
  passed: z.number().int(),
  played: z.number().int(),
  plays: z.array(
    z.object({
      nth: z.number().int(),
      hasPassed: z.boolean(),
      turns: z.array(PlayedTurn),
      /** Null where the contact has none, and says what is written. */
      goal: PlayedGoal.nullable(),
    }),
  ),
})
export type CaseResult = z.infer<typeof CaseResult>

/** What an evaluation was played on, beside the one that it is compared with. */
export const KnowledgeSince = z.object({
  /** How many articles; null: it began before that was kept. */
  articles: z.number().int().nullable(),
  /** What is not as it was, beside what was tried: the first twenty; null: of one of them nobody knows. */
  changes: z
    .array(
      z.object({
        articleId: Id,
        version: z.number().int(),
        title: z.string(),
        change: z.enum(['added', 'changed', 'gone']),
      }),
    )
    .nullable(),
  /** How many there are beside them. */
  more: z.number().int(),
})
export type KnowledgeSince = z.infer<typeof KnowledgeSince>

/**
 * What answers are made with beside words: the providers in use in their order with their models, by whom
 * meaning is searched for, and the tools that AI may use in the cases that say what tools answer.
 */
export const SetupPart = z.enum(['models', 'meaning', 'tools'])
export type SetupPart = z.infer<typeof SetupPart>

/** What of the setup that an evaluation was played with is not as it was, or is. */
export const SetupSince = z.object({
  /** Beside the evaluation that it is compared with; null: of one of them nobody knows. */
  before: z.array(SetupPart).nullable(),
  /** Beside what answers now; null: it began before that was kept. */
  now: z.array(SetupPart).nullable(),
})
export type SetupSince = z.infer<typeof SetupSince>

/** What a version of an article lacks before a test set lets it answer. */
export const GateLack = z.enum([
  ...(['evaluation', 'share', 'articles', 'instructions'] as const),
  ...SetupPart.options,
])
export type GateLack = z.infer<typeof GateLack>

/** A test set on which versions of articles can be tried, whether or not it has to pass. */
export const ArticleTry = z.object({
  setId: Id,
  setName: z.string(),
  /**
   * - `evaluation`: it was not tried on these words to the end, or not on the cases of now.
   * - `share`: too few of the cases passed, of a set that has to pass.
   * - `articles`, `instructions`: it was tried beside others than those of now.
   * - `models`, `meaning`, `tools`: it was tried with others than those of now.
   * - null: it has passed, or was tried where it does not have to.
   */
  lacks: GateLack.nullable(),
  /** The newest of these words: under way, or what to look at. */
  evaluation: Evaluation.nullable(),
})
export type ArticleTry = z.infer<typeof ArticleTry>

/** A test set that is asked before a version of an article answers. */
export const ArticleGate = z.object({
  ...ArticleTry.shape,
  /** So many percent of its cases have to pass. */
  shareNeeded: z.number().int(),
})
export type ArticleGate = z.infer<typeof ArticleGate>

export const TestSet = z.object({
  ...TestSetSettings.shape,
  id: Id,
  cases: z.number().int(),
  /** Raised by every change of it or of its cases. */
  revision: z.number().int(),
  changedAt: z.iso.datetime(),
  last: Evaluation.nullable(),
})
export type TestSet = z.infer<typeof TestSet>

/** What an evaluation may come to, by what the one before did; null: nobody knows. */
export const Estimate = z.object({
  cases: z.number().int(),
  answers: z.number().int(),
  /** What playing contacts with a goal, and judging them, asks models for besides, at most. */
  playing: z.number().int(),
  microUsd: z.number().nullable(),
  calls: z.number().nullable(),
})
export type Estimate = z.infer<typeof Estimate>
