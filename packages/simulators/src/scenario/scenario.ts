/**
 * What a scenario file may say: people, and steps that are done or expected one after the other. It drives
 * any bot that is connected to the simulators; it knows none.
 */
import { z } from 'zod'

export const CHANNELS = ['whatsapp', 'messenger', 'instagram'] as const
export type Channel = (typeof CHANNELS)[number]

const Pattern = z.string().refine(isPattern, 'This is no regular expression.')
/** A text as it is, a part of it, or a pattern. */
const Wanted = z.union(
  [z.string(), z.strictObject({ contains: z.string() }), z.strictObject({ matches: Pattern })],
  'Give a text, { "contains": "..." } or { "matches": "..." }.',
)
export type Wanted = z.output<typeof Wanted>

const PersonId = z.string().regex(/^[\w-]{1,64}$/, 'An id has letters, digits, _ and -, 64 at most.')
/** Where a step happens; both may be said once, for the whole scenario. */
const On = { channel: z.enum(CHANNELS).optional(), person: PersonId.optional() }
const Within = z.number().int().min(1).max(600_000)
const Input = z.record(z.string(), z.unknown())

const Say = z.strictObject({ step: z.literal('say'), ...On, text: z.string().min(1) })
const Press = z.strictObject({
  ...{ step: z.literal('press'), ...On },
  title: z.string().optional(),
  /** The id of a button or row, the payload of a quick reply: where two have one title. */
  id: z.string().optional(),
})
/** Any command of the control API; the person of the step is added to its input. */
const Do = z.strictObject({ step: z.literal('do'), ...On, command: z.string(), input: Input.default({}) })
const Wait = z.strictObject({ step: z.literal('wait'), ms: Within })
const Clock = z.strictObject({ step: z.literal('clock'), hours: z.number().min(-87_600).max(87_600) })
const Fail = z.strictObject({
  ...{ step: z.literal('fail'), ...On },
  /** A code, a code and a subcode, or `http_500`, `hang`, `lose_answer`. */
  kind: z.string(),
  times: z.number().int().min(1).default(1),
  when: z.string().optional(),
})
/** The next thing that the business says to the person. */
const Expect = z.strictObject({
  ...{ step: z.literal('expect'), ...On },
  type: z.string().optional(),
  text: Wanted.optional(),
  /** The titles of what can be pressed, in order. */
  choices: z.array(z.string()).optional(),
  withinMs: Within.default(10_000),
  /** Lets other messages come before it. */
  skip: z.boolean().default(false),
})
const ExpectSilence = z.strictObject({ step: z.literal('expect_silence'), ...On, ms: Within })
/** The last message of the person came this far: its ticks. */
const ExpectStatus = z.strictObject({
  ...{ step: z.literal('expect_status'), ...On },
  status: z.enum(['sent', 'delivered', 'read']),
  withinMs: Within.default(10_000),
})

export const Step = z.discriminatedUnion(
  'step',
  [Say, Press, Do, Wait, Clock, Fail, Expect, ExpectSilence, ExpectStatus],
  'A step is one of say, press, do, wait, clock, fail, expect, expect_silence, expect_status.',
)
export type Step = z.output<typeof Step>
export type StepOf<Name extends Step['step']> = Extract<Step, { step: Name }>

/** Somebody who has a phone on every channel that the scenario uses. */
const Person = z.strictObject({
  id: PersonId,
  name: z.string().min(1),
  username: z.string().optional(),
  /** WhatsApp only: a number in any spelling, and a business-scoped user id. */
  phone: z.string().optional(),
  bsuid: z.string().optional(),
})

export const Scenario = z.strictObject({
  name: z.string().min(1),
  /** Of every step that names none. */
  channel: z.enum(CHANNELS).default('whatsapp'),
  people: z.array(Person).min(1),
  steps: z.array(Step).min(1),
})
export type Scenario = z.output<typeof Scenario>

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== null
  } catch {
    return false
  }
}
