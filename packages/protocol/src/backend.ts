import { z } from 'zod'
import { AskModelFrame, ModelAnsweredFrame, ModelFailedFrame } from './ask-model.ts'
import { BackendManifest } from './backend-manifest.ts'
import { ToolTurn } from './backend-tool.ts'
import { Called, OuterInterrupts, OuterWord } from './call.ts'
import { Attribute } from './contact.ts'
import { Content } from './content.ts'
import { DryStepFrame } from './dry-step.ts'
import { FetchedFrame, FetchFailedFrame, FetchFrame, FetchPartFrame } from './fetch.ts'
import { KeptFile } from './file.ts'
import { JournalEntry } from './journal-entry.ts'

/**
 * The backend protocol: what the host and the process that runs a micro-backend say to each other.
 *
 * One JSON value a frame, over an inherited descriptor (see `runtime/src/frames.ts`). The process holds no
 * truth: it replays the function over the journal it is given, and answers with what is new. It may remember
 * the journal of a run it has seen; the host then sends only the tail.
 */
export const BACKEND_PROTOCOL = 1

/** An inbound message the run has not read yet. */
export const InboxMessage = z.object({
  id: z.string(),
  seq: z.number().int(),
  content: Content,
  /** When the host received it, in ms. */
  at: z.number(),
  /** What a machine heard in its voice note, or saw in its picture, if that was known when the turn began. */
  words: z.string().optional(),
})
export type InboxMessage = z.infer<typeof InboxMessage>

const Waiting = {
  position: z.string(),
  name: z.string(),
  /** `line:column` in the bundle of the call that waits; the host maps it when somebody looks. */
  at: z.string().optional(),
}

/** Where a run waits, as the replay reports it and as the host hands it back on the next turn. */
export const Wait = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    ...Waiting,
    dueAt: z.number().nullable(),
    /**
     * Several messages in one go are one answer: always, after a quiet of so many ms, or
     * where the inbox says so. Without it each message is one.
     */
    burst: z.union([z.enum(['always', 'inbox']), z.number().int()]).optional(),
  }),
  z.object({ kind: z.literal('sleep'), ...Waiting, dueAt: z.number() }),
  z.object({
    kind: z.literal('step'), // a failed step waits for its next attempt
    ...Waiting,
    dueAt: z.number(),
    attempts: z.number().int(),
    error: z.string(),
    /** Of the last attempt's error, in the lines of the author's files. */
    stack: z.string().optional(),
  }),
  z.object({ kind: z.literal('hand_back'), ...Waiting, dueAt: z.null() }),
  z.object({
    kind: z.literal('call'), // another backend, of this name, has the conversation
    ...Waiting,
    dueAt: z.null(),
    input: z.unknown(),
    isOpeningGone: z.boolean(),
    outer: OuterInterrupts.optional(),
    handled: z.array(z.number().int()).optional(),
    /** Which of the results of this call it waits for, counted from 1; without it the first. */
    returns: z.number().int().optional(),
  }),
])
export type Wait = z.infer<typeof Wait>

export const ContactSnapshot = z.object({
  id: z.string(),
  name: z.string().nullable(),
  locale: z.string().nullable(),
  channel: z.string(),
  phone: z.string().nullable(),
  attributes: z.record(z.string(), Attribute),
})
export type ContactSnapshot = z.infer<typeof ContactSnapshot>

/** Everything a turn needs. `base` entries are already known to the process, or it answers `need_full`. */
export const Turn = z.object({
  type: z.literal('turn'),
  turn: z.number().int(),
  runId: z.string(),
  conversationId: z.string(),
  generation: z.number().int(),
  base: z.number().int(),
  tail: z.array(JournalEntry),
  inbox: z.array(InboxMessage),
  /** How far the run has read before this turn. */
  readSeq: z.number().int(),
  /**
   * Sequence number of the last message sent for an `ask`, `choose` or `prompt` entry (a `retry` does not
   * count): `ask(question)` takes only messages after it.
   */
  promptSeq: z.number().int(),
  /**
   * `cancel`: a member ends the run; it goes no further than its journal, and undoes what it did. `returned`:
   * what it called has ended.
   */
  wake: z.enum(['start', 'message', 'timer', 'hand_back', 'recover', 'cancel', 'returned']),
  wait: Wait.nullable(),
  /** The time of this turn, in ms, by the database's clock. */
  now: z.number(),
  config: z.unknown(),
  contact: ContactSnapshot,
  timeZone: z.string(),
  /** Only of a run that another one called. */
  called: Called.optional(),
  /** The inbox takes a burst of messages as one. */
  bursts: z.boolean().optional(),
  /** A tool is run instead of the function: there is no conversation then. */
  tool: ToolTurn.optional(),
})
export type Turn = z.infer<typeof Turn>

export const HostFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('init'),
    protocol: z.number(),
    secrets: z.record(z.string(), z.string()),
    /** `ready` then carries the manifest. */
    describe: z.boolean().optional(),
  }),
  Turn,
  /** The recorded result of a step: not always the one this process computed (first writer wins). */
  z.object({ type: z.literal('stepped'), turn: z.number().int(), entry: JournalEntry }),
  FetchPartFrame,
  FetchedFrame,
  FetchFailedFrame,
  /** The member with the address that was asked for; null when nobody of the org has it. */
  z.object({ type: z.literal('member_found'), find: z.number().int(), memberId: z.string().nullable() }),
  /** A part of a file, from the offset that was asked for; `size` is that of the whole. */
  z.object({
    type: z.literal('media_part'),
    read: z.number().int(),
    size: z.number().int(),
    body: z.string(), // base64
  }),
  /** It is on its way: ask again in a moment. */
  z.object({ type: z.literal('media_due'), read: z.number().int() }),
  /** `isFinal`: it will be so at every attempt. */
  z.object({
    type: z.literal('media_failed'),
    read: z.number().int(),
    message: z.string(),
    isFinal: z.boolean(),
  }),
  /** The file that the code made is kept, and may be said. */
  z.object({ type: z.literal('file_kept'), keep: z.number().int(), file: KeptFile }),
  z.object({ type: z.literal('file_refused'), keep: z.number().int(), message: z.string() }),
  ModelAnsweredFrame,
  ModelFailedFrame,
  z.object({ type: z.literal('ping'), ping: z.number().int() }),
  /** The host has given this turn up: nothing it says is wanted, and its journal is to be forgotten. */
  z.object({ type: z.literal('cancel'), turn: z.number().int() }),
])
export type HostFrame = z.infer<typeof HostFrame>

export const RunFailure = z.object({
  code: z.enum([
    'exception',
    'terminal',
    'step_failed',
    'undo_failed',
    'nondeterminism',
    'limit',
    'crash',
    'timeout',
    'invalid',
  ]),
  message: z.string(),
  stack: z.string().optional(),
  /** For `nondeterminism`: what the journal has, and what the code now asks for. */
  expected: z.object({ position: z.string(), kind: z.string(), name: z.string() }).optional(),
  actual: z.object({ position: z.string(), kind: z.string(), name: z.string() }).optional(),
})
export type RunFailure = z.infer<typeof RunFailure>

/** How a turn ended. */
export const TurnEnd = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('wait'),
    wait: Wait,
    handoff: z.object({ reason: z.string(), summary: z.string() }).optional(),
  }),
  /** `output` is for the run that called this one. */
  z.object({ type: z.literal('done'), outcome: z.string().nullable(), output: z.unknown().optional() }),
  /** The next turn plays the next generation, which begins with a `state` entry of this value. */
  z.object({ type: z.literal('checkpoint'), value: z.unknown() }),
  /** What could be undone is undone. */
  z.object({
    type: z.literal('cancelled'),
    reason: z.string().nullable(),
    /** Of a called run: the contact wrote a word that one which waits for it listens for. */
    interrupt: OuterWord.optional(),
  }),
  z.object({ type: z.literal('failed'), failure: RunFailure }),
])
export type TurnEnd = z.infer<typeof TurnEnd>

/** What the code printed, or told `chat.log`. */
export const LogLine = z.object({
  level: z.enum(['info', 'warn', 'error']),
  text: z.string(),
  data: z.unknown().optional(),
})
export type LogLine = z.infer<typeof LogLine>

export const BackendFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    protocol: z.number(),
    name: z.string(),
    manifest: BackendManifest.optional(),
  }),
  /** The author's module could not be loaded; the process ends. */
  z.object({ type: z.literal('broken'), message: z.string() }),
  z.object({ type: z.literal('need_full'), turn: z.number().int() }),
  /** A step is done: record it now, and with it the entries that led to it. The host answers `stepped`. */
  z.object({
    type: z.literal('step'),
    turn: z.number().int(),
    entry: JournalEntry,
    before: z.array(JournalEntry).optional(),
  }),
  z.object({
    type: z.literal('turn_end'),
    turn: z.number().int(),
    /** New entries in order, the steps already recorded excluded. */
    entries: z.array(JournalEntry),
    /** How far the run has read now, messages it read past included. Never less than the turn's `readSeq`. */
    readSeq: z.number().int(),
    end: TurnEnd,
  }),
  DryStepFrame,
  FetchFrame,
  AskModelFrame,
  z.object({
    type: z.literal('find_member'),
    find: z.number().int(),
    turn: z.number().int(),
    email: z.string(),
  }),
  /** A part of a file that the contact sent in this conversation: as much as the host gives at a time. */
  z.object({
    type: z.literal('media'),
    read: z.number().int(),
    turn: z.number().int(),
    id: z.string(),
    offset: z.number().int(),
  }),
  /** A part of a file that the code made; with the last one, what it is. */
  z.object({
    type: z.literal('keep_file'),
    keep: z.number().int(),
    turn: z.number().int(),
    body: z.string(), // base64
    about: z.object({ mimeType: z.string(), filename: z.string().nullable() }).nullable(),
  }),
  z.object({ type: z.literal('fetch_cancel'), fetch: z.number().int() }),
  LogLine.extend({ type: z.literal('log'), turn: z.number().int().nullable() }),
  z.object({ type: z.literal('pong'), ping: z.number().int() }),
])
export type BackendFrame = z.infer<typeof BackendFrame>
