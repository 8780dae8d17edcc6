import type { AiAsked, AiLabel, AiReply, AiValue } from '@hilo/protocol'
import { z } from 'zod'
import type { AiOptions, ChatAi, Label, Replied } from './ai-options.ts'
import { AiError, TurnOver } from './errors.ts'
import { toJson } from './json.ts'
import { inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'

const TEXT_MAX = 20_000
const SCHEMA_MAX = 32 * 1024
const LABELS = { min: 2, max: 50, length: 100, meaning: 500 }
const ISSUES_MAX = 2_000
const TRIES = 2

type Read = { value: unknown } | { issues: string }
type Question = {
  readonly asked: AiAsked
  /** What an answer comes to, or what is wrong with it. */
  read(value: unknown): Read
}

/** `chat.ai`. */
export function aiOf(recorder: Recorder): ChatAi {
  return {
    extract: <Value>(schema: z.ZodType<Value>, options: AiOptions = {}) =>
      recorder.enter('ai.extract', () => ask(recorder, extraction(schema, options))) as Promise<Value>,
    classify: <const Name extends string>(labels: readonly Label<Name>[], options: AiOptions = {}) =>
      recorder.enter('ai.classify', () =>
        ask(recorder, classification(labels, options)),
      ) as Promise<Name | null>,
    reply: (options: AiOptions = {}) => recorder.enter('ai.reply', () => reply(recorder, options)),
  }
}

/** What it says is recorded with the turn, like all that the contact sees; what it found is recorded at once. */
async function reply(recorder: Recorder, { of }: AiOptions): Promise<Replied> {
  const asked = { kind: 'reply' as const, of: textOf(of), wrong: null }
  const position = recorder.next()
  const found = await answerAt<AiReply>(recorder, position, { asked, read: readReply }).catch(toHandoff)
  // A member may have given anything in its place.
  if ('issues' in readReply(found)) return toHandoff(new AiError('invalid', 'It is no reply.')) as Replied
  if (found.action === 'handoff') return found as Replied
  const said = { position: inside(position, 1), kind: 'say' as const, name: '' }
  if (!recorder.recall(said)) {
    recorder.record({ ...said, value: null, content: { type: 'text', text: found.text } })
  }
  return found
}

function readReply(value: unknown): Read {
  const { action, text } = (value ?? {}) as { action?: unknown; text?: unknown }
  const isReply = action === 'handoff' || (typeof text === 'string' && text.trim() !== '')
  return isReply ? { value: toJson(value, 'The reply') } : { issues: 'It is no reply.' }
}

/** Why there is none is for people too. */
function toHandoff(error: unknown): AiReply {
  if (!(error instanceof AiError)) throw error
  const { fault } = error
  const reason = fault === 'budget' ? fault : fault === 'no_text' ? 'unreadable' : 'provider_error'
  return { action: 'handoff', reason, summary: null }
}

/** What is asked and what came is recorded once it fits, or cannot be had. */
function ask(recorder: Recorder, question: Question): Promise<unknown> {
  return answerAt(recorder, recorder.next(), question)
}

async function answerAt<Value>(recorder: Recorder, position: string, question: Question): Promise<Value> {
  const { kind: name } = question.asked
  const recorded = recorder.recall({ position, kind: 'ai', name })
  if (recorded) return resultOf(recorded.value as AiValue) as Value
  recorder.goOn()
  recorder.limit(recorder.room.take(position))
  const begun = performance.now()
  const given = recorder.io.aiResult?.(name, position)
  const { value, attempts } = given ? { value: given, attempts: 1 } : await tryAll(recorder, question)
  if (recorder.isOver) throw new TurnOver()
  const durationMs = Math.round(performance.now() - begun)
  const startedAt = recorder.input.now
  const entry = { position, kind: 'ai' as const, name, value, startedAt, durationMs, attempts }
  return resultOf((await recorder.recordNow(entry)).value as AiValue) as Value
}

async function tryAll(
  { io }: Recorder,
  { asked, read }: Question,
): Promise<{ value: AiValue; attempts: number }> {
  let wrong: AiAsked['wrong'] = null
  for (let attempts = 1; ; attempts++) {
    const given = await askOnce(io, { ...asked, wrong })
    if (given instanceof AiError) return { value: { error: failureOf(given) }, attempts }
    const came = read(given.value)
    if ('value' in came) return { value: { ok: came.value }, attempts }
    wrong = { value: given.value, issues: came.issues.slice(0, ISSUES_MAX) }
    if (attempts < TRIES) continue
    const message = `chat.ai.${asked.kind}: the model gave twice what does not fit. ${wrong.issues}`
    return { value: { error: failureOf(new AiError('invalid', message)) }, attempts }
  }
}

async function askOnce(io: Recorder['io'], asked: AiAsked): Promise<{ value: unknown } | AiError> {
  if (!io.askModel) return new AiError('not_configured', 'There is no model here.')
  try {
    return { value: await io.askModel(asked) }
  } catch (error) {
    if (error instanceof AiError) return error
    throw error
  }
}

function failureOf({ name, message, fault }: AiError): Extract<AiValue, { error: unknown }>['error'] {
  return { name, message, fault }
}

/** @throws AiError when it is recorded as failed. */
function resultOf(value: AiValue): unknown {
  if ('error' in value) throw new AiError(value.error.fault, value.error.message)
  return value.ok
}

function extraction(schema: z.ZodType, { of }: AiOptions): Question {
  return {
    asked: { kind: 'extract', of: textOf(of), wrong: null, schema: jsonSchemaOf(schema) },
    read(value) {
      const parsed = schema.safeParse(value)
      if (!parsed.success) return { issues: z.prettifyError(parsed.error) }
      return { value: toJson(parsed.data, 'The result of chat.ai.extract') }
    },
  }
}

function classification(given: readonly Label[], { of }: AiOptions): Question {
  const labels = given.map(labelOf)
  const names = new Set(labels.map(({ label }) => label))
  if (labels.length < LABELS.min || labels.length > LABELS.max || names.size !== labels.length) {
    throw new Error(`chat.ai.classify takes ${LABELS.min} to ${LABELS.max} different labels.`)
  }
  return {
    asked: { kind: 'classify', of: textOf(of), wrong: null, labels },
    read: (value) =>
      value === null || names.has(value as string)
        ? { value }
        : { issues: `${JSON.stringify(value)} is none of the labels.` },
  }
}

function labelOf(given: Label): AiLabel {
  const { label, meaning } = typeof given === 'string' ? { label: given, meaning: null } : given
  const isWord = typeof label === 'string' && label.trim() !== '' && label.length <= LABELS.length
  if (isWord && (meaning?.length ?? 0) <= LABELS.meaning) return { label, meaning }
  throw new Error(
    `A label is a text of 1 to ${LABELS.length} characters, its meaning one of at most ${LABELS.meaning}.`,
  )
}

function textOf(of: unknown): string | null {
  if (of === undefined) return null
  if (typeof of === 'string' && of.trim() !== '' && of.length <= TEXT_MAX) return of
  throw new Error(`What chat.ai reads must be a text of 1 to ${TEXT_MAX} characters.`)
}

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const json = z.toJSONSchema(schema, { io: 'input' })
  if (JSON.stringify(json).length <= SCHEMA_MAX) return json
  throw new Error('The schema of chat.ai.extract is too large for a model: ask for less at a time.')
}
