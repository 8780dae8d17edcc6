import type { IncomingHttpHeaders } from 'node:http'
import { newId } from '@hilo/protocol'
import { createTimers, type Timers } from '../timers.ts'
import type { Fault, Line, Settings } from './inputs.ts'

/** A provider of models that always says the same to the same: what the server talks to without a key. */

export type Endpoint = 'models' | 'chat' | 'responses' | 'embeddings' | 'transcriptions'

/** A call as it came, and what it came to: the counts that a bill would be made of. */
export type LoggedCall = {
  /** Also in the header `x-request-id` of the answer. */
  requestId: string
  at: number
  endpoint: Endpoint
  model: string
  isStreamed: boolean
  /** The body as it was sent; of a recording only its name and size. */
  request: unknown
  status: number
  /** `under_way` until the last byte is sent; `left`: the caller went away before. */
  outcome: 'under_way' | 'answered' | 'refused' | 'cut' | 'garbled' | 'left'
  /** What of the answer was sent. */
  text: string
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  reasoningTokens: number
  /** Whether the answer told these counts. */
  isUsageTold: boolean
}

export type OpenAi = {
  lines: Line[]
  faults: Fault[]
  settings: Settings
  log: LoggedCall[]
  timers: Timers
  close(): void
}

const LOG_MAX = 2_000

export function createOpenAi(): OpenAi {
  const timers = createTimers()
  return {
    lines: [],
    faults: [],
    settings: { token: 'demo-key', latencyMs: 0, chunkMs: 0, tellsUsage: true, obeys: null },
    log: [],
    timers,
    close: () => timers.stop(),
  }
}

type Begun = Pick<LoggedCall, 'endpoint' | 'model' | 'isStreamed' | 'request' | 'inputTokens'>

/** Writes a call down as it comes in, so that one that is never answered is in the log too. */
export function logCall(openai: OpenAi, begun: Begun): LoggedCall {
  const call: LoggedCall = {
    ...{ requestId: `req_${newId()}`, at: Date.now(), status: 200, outcome: 'under_way', text: '' },
    ...{ cachedTokens: 0, outputTokens: 0, reasoningTokens: 0, isUsageTold: false },
    ...begun,
  }
  openai.log.push(call)
  if (openai.log.length > LOG_MAX) openai.log.shift()
  return call
}

/** What every answer carries: whoever looks at it sees that nobody thought about it. */
export function headersOf({ requestId }: LoggedCall): Record<string, string> {
  return { 'x-request-id': requestId, 'x-hilo-simulator': 'demo' }
}

export function isAuthorized({ settings }: OpenAi, { authorization }: IncomingHttpHeaders): boolean {
  return authorization === `Bearer ${settings.token}`
}

/** Resolves after `ms`, or at once when nobody waits any more. */
export async function pause({ timers }: OpenAi, ms: number, gone: AbortSignal): Promise<void> {
  if (ms <= 0 || gone.aborted) return
  const left = new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }))
  await Promise.race([timers.pause(ms), left])
}
