/**
 * Runs what a micro-backend declares for AI: the code of one version, in its isolated process, over the
 * journal of the call. A step whose attempt failed is tried again in the next turn, as in a run, but while
 * somebody waits: so all of it has ten seconds.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Id, type JournalEntry, newId, ToolEnd, type ToolFault, type Wait } from '@hilo/protocol'
import type { PlayJob, PlayResult, Pool } from '@hilo/runtime'
import type { Database } from '../../db/database.ts'
import { type CodeInput, codeInputOf } from '../../domain/ai-tool/code-input.ts'
import { recordToolSteps } from '../../domain/ai-tool-call/tool-steps.ts'
import type { Version, Versions } from '../../domain/backend/version.ts'
import type { NewLogEntry } from '../../domain/log/log-entry.ts'
import type { ExecutionLog } from '../../domain/log/write.ts'
import type { Secrets } from '../../domain/secret/open.ts'

/** What runs the code of micro-backends. */
export type CodeDesk = {
  pool: Pool
  versions: Versions
  secrets: Secrets
  executionLog: ExecutionLog
}

/** What is run, and for whom. */
export type CodeCall = {
  orgId: Id
  versionId: Id
  /** Null: it is tried, and no contact is there. */
  conversationId: Id | null
  name: string
  config: unknown
  input: unknown
}

/** `result` is data, whatever it says; of a refusal and a failure it is the reason. */
export type CodeRan = { fault: ToolFault | null; result: string | null; reply: string | null }

const TOOL_MS = 10_000
const RESULT_MAX = 6_000

/** Does it, and never throws for what the code does. The key is the same for each attempt at the same thing. */
export async function runCode(
  { db, code }: { db: Database; code: CodeDesk },
  call: CodeCall & { conversationId: Id; callId: Id; idempotencyKey: Id },
  signal: AbortSignal,
): Promise<CodeRan> {
  const { orgId, callId, idempotencyKey: runId } = call
  const record = (entries: readonly JournalEntry[]) =>
    db.withOrg(orgId, (tx) => recordToolSteps(tx, callId, entries))
  const input = await db.withOrg(orgId, (tx) => codeInputOf(tx, call.conversationId))
  return playCode({ code, record, runId, isCheck: false }, call, { input, signal })
}

/** Looks only whether the input fits: null, or what is wrong with it, in words for the model. */
export async function checkCodeInput(
  { db, code }: { db: Database; code: CodeDesk },
  call: CodeCall & { conversationId: Id },
  signal: AbortSignal,
): Promise<string | null> {
  const parts = { code, record: async () => [], runId: crypto.randomUUID(), isCheck: true }
  const input = await db.withOrg(call.orgId, (tx) => codeInputOf(tx, call.conversationId))
  const { fault, result } = await playCode(parts, call, { input, signal })
  return fault === null ? null : (result ?? fault)
}

function withLimit(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(TOOL_MS)])
}

export type Playing = {
  code: CodeDesk
  /** Records entries, and gives back the whole journal. */
  record(entries: readonly JournalEntry[]): Promise<JournalEntry[]>
  runId: string
  isCheck: boolean
}

/** Plays it to its end, told who writes and when it is. */
export async function playCode(
  playing: Playing,
  call: CodeCall,
  { input, signal: outer }: { input: CodeInput; signal: AbortSignal },
): Promise<CodeRan> {
  const { code, record, runId } = playing
  const signal = withLimit(outer)
  const version = await code.versions(call.orgId, call.versionId)
  // Its processes kept breaking down since it was asked for.
  if (version.pauseReason !== null) return { fault: 'changed', result: version.pauseReason, reply: null }
  const secrets = await code.secrets(call.orgId, version)
  const log = logOf(code, call, version)
  const begunAt = performance.now()
  let journal = await record([])
  let wait: Wait | null = null
  let crashes = 0
  while (!signal.aborted) {
    const passedMs = performance.now() - begunAt
    const job = jobOf(playing, call, { version, secrets, input, passedMs, wait, journal, signal, log })
    const result = await Promise.race([code.pool.play({ ...job, exclusive: crashes > 0 }), over(signal)])
    journal = await record(result.type === 'end' ? result.entries : [])
    if (result.type === 'end' && result.end.type !== 'wait') return ranOf(result.end, log)
    if (result.type === 'crashed' && (result.reason === 'timeout' || ++crashes > 1))
      return crashed(result, log)
    wait = result.type === 'end' && result.end.type === 'wait' ? result.end.wait : null
    if (wait && wait.kind !== 'step') return lost(wait, log)
    // Who gives up in between has not done it: nothing was under way.
    if (wait) await pause(Math.max(0, wait.dueAt - now(input, begunAt)), null, { signal }).catch(() => null)
  }
  code.pool.forget(runId)
  return { fault: 'timeout', result: null, reply: null }
}

type Turn = {
  version: Version
  secrets: PlayJob['secrets']
  input: CodeInput
  passedMs: number
  wait: Wait | null
  journal: readonly JournalEntry[]
  signal: AbortSignal
  log: Tell
}

function jobOf({ record, runId, isCheck }: Playing, call: CodeCall, turn: Turn): PlayJob {
  const { version, secrets, input, passedMs, wait, journal, signal, log } = turn
  const { name, input: values, conversationId, config } = call
  const { contact, timeZone } = input
  return {
    ...{ orgId: call.orgId, version, secrets, signal, egressAllow: version.manifest.egress },
    turn: {
      ...{ runId, conversationId: conversationId ?? newId(), generation: 0, inbox: [], readSeq: 0 },
      ...{
        promptSeq: 0,
        wait,
        config,
        contact,
        timeZone,
        wake: wait ? 'timer' : 'start',
        now: Math.max(input.now + passedMs, wait?.dueAt ?? 0),
      },
      tool: { name, input: values, isCheck, ms: Math.max(1, TOOL_MS - passedMs) },
    },
    length: journal.length,
    journal: async (from) => journal.slice(from),
    onStep: async (entry, before) => {
      const recorded = await record([...before, entry])
      return recorded.find(({ position }) => position === entry.position) ?? entry
    },
    onLog: ({ level: severity, text, data }) =>
      log({ severity, kind: 'backend.logged', text, ...(data !== undefined && { data }) }),
  }
}

function now(input: CodeInput, begunAt: number): number {
  return input.now + performance.now() - begunAt
}

/** The time is up, also while there is no process to run it in. */
function over(signal: AbortSignal): Promise<PlayResult> {
  const result: PlayResult = {
    type: 'crashed',
    reason: 'timeout',
    detail: 'The code took longer than it may.',
  }
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(result), { once: true })
  })
}

type Tell = (entry: Pick<NewLogEntry, 'severity' | 'kind' | 'text' | 'data'>) => void

/** The org's own people read there what its code did. */
function logOf(
  { executionLog }: CodeDesk,
  { orgId, conversationId, name }: CodeCall,
  version: Version,
): Tell {
  const of = {
    ...(conversationId && { conversationId }),
    ...{ backendId: version.backendId, version: version.hash.slice(0, 8) },
  }
  return (entry) => executionLog.write(orgId, { source: 'backend', data: { tool: name }, ...entry, ...of })
}

type Ended = Extract<
  Extract<PlayResult, { type: 'end' }>['end'],
  { type: 'done' | 'failed' | 'cancelled' | 'checkpoint' }
>

function ranOf(end: Ended, log: Tell): CodeRan {
  const ended = end.type === 'done' ? ToolEnd.safeParse(end.output) : null
  if (ended?.success && ended.data.type === 'refused')
    return { fault: 'refused', result: ended.data.reason.slice(0, RESULT_MAX), reply: null }
  if (ended?.success && ended.data.type === 'done') {
    const { result, reply } = ended.data
    const text = typeof result === 'string' ? result : JSON.stringify(result ?? null)
    return { fault: null, result: text.slice(0, RESULT_MAX), reply }
  }
  const { message, stack } =
    end.type === 'failed' ? end.failure : { message: 'It did not end as a tool does.', stack: undefined }
  log({ severity: 'error', kind: 'tool.failed', text: message, ...(stack && { data: { stack } }) })
  return { fault: 'code_failed', result: message.slice(0, RESULT_MAX), reply: null }
}

function crashed({ reason, detail }: Extract<PlayResult, { type: 'crashed' }>, log: Tell): CodeRan {
  log({ severity: 'error', kind: 'tool.failed', text: detail, data: { reason } })
  return { fault: reason === 'timeout' ? 'timeout' : 'code_failed', result: detail, reply: null }
}

function lost({ kind }: Wait, log: Tell): CodeRan {
  const detail = `A tool waits for nothing, and this one waits: ${kind}.`
  log({ severity: 'error', kind: 'tool.failed', text: detail })
  return { fault: 'code_failed', result: detail, reply: null }
}
