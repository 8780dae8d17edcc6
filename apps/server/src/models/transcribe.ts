import { NO_USAGE, type Transcribed, type TranscribeRequest, type Usage } from '@hilo/ai'
import { isCount } from './count.ts'
import { type Failure, failed, failureOf } from './fault.ts'
import type { Job } from './job.ts'
import { openMeter } from './meter.ts'
import type { TranscriptionModel } from './sdk.ts'
import type { Target } from './target.ts'
import { openWire, type Wire } from './wire.ts'

/** At most so many tokens of sound, and of what is said in it, are counted for a second. */
const HEARD_A_SECOND = 20
const WRITTEN_A_SECOND = 8
const SECONDS_MAX = 1_000_000
/** Longer than anybody speaks in the time that is taken. */
const TEXT_MAX = 20_000

type Asked = { request: TranscribeRequest; signal: AbortSignal }
type Heard = { text: string; language: string | null }
type End = { outcome: ({ type: 'done' } & Heard) | Failure; usage: Usage }

/** Has one provider write down what is said in a recording. Every way to end is a value. */
export async function transcribe(job: Job, target: Target, { request, signal }: Asked): Promise<Transcribed> {
  const { model } = target
  const { transcriptionModel } = await import('./sdk.ts')
  const meter = await openMeter(job, target, { model, ...mostFor(request.seconds) })
  if ('fault' in meter) return { type: 'failed', fault: meter.fault, reason: meter.reason }
  const { wire, fetch } = openWire(job.egress, target.baseUrl)
  const time = AbortSignal.timeout(job.patience.hearMs)
  const end = await ask(transcriptionModel(target, fetch), { request, signal, time, wire })
  const requestId = wire.headers['x-request-id'] ?? null
  await meter.settle({ ...end, model: null, requestId, firstTokenAt: null })
  const { outcome, usage } = end
  if (outcome.type === 'failed') return { type: 'failed', fault: outcome.fault, reason: outcome.reason }
  return { ...outcome, model, usage }
}

function mostFor(seconds: number): Pick<Usage, 'inputTokens' | 'outputTokens' | 'audioSeconds'> {
  return {
    inputTokens: Math.ceil(seconds * HEARD_A_SECOND),
    outputTokens: Math.ceil(seconds * WRITTEN_A_SECOND),
    audioSeconds: seconds,
  }
}

type Call = Asked & { time: AbortSignal; wire: Wire }

async function ask(model: TranscriptionModel, { request, signal, time, wire }: Call): Promise<End> {
  const { sound, mimeType, seconds, language } = request
  const estimated: Usage = { ...NO_USAGE, ...mostFor(seconds), source: 'estimated' }
  try {
    const { text, language: heardIn } = await model.doGenerate({
      ...{ audio: sound, mediaType: mimeType, abortSignal: AbortSignal.any([signal, time]) },
      providerOptions: { openai: { ...(language !== null && { language }) } },
    })
    const usage = reportedIn(wire.received, seconds) ?? estimated
    const said = text.trim().slice(0, TEXT_MAX)
    if (said !== '') return { outcome: { type: 'done', text: said, language: heardIn ?? null }, usage }
    return { outcome: { ...failed('empty', 'Nothing that is said can be heard.'), wasSent: true }, usage }
  } catch (error) {
    const failure = failureIn(error, { signal, time, wire })
    return { outcome: failure, usage: failure.wasSent ? estimated : NO_USAGE }
  }
}

function failureIn(error: unknown, { signal, time, wire }: Pick<Call, 'signal' | 'time' | 'wire'>): Failure {
  const wasSent = wire.sent !== null
  if (signal.aborted) return { ...failed('aborted', 'The caller gave up.'), wasSent }
  if (time.aborted) return { ...failed('timeout', 'No answer in time.'), wasSent }
  return failureOf(error, wire)
}

/** What the provider counts: tokens, or the length of the sound. Counts that cannot be are no report. */
function reportedIn(received: string, seconds: number): Usage | null {
  const { usage } = JSON.parse(received) as { usage?: Record<string, unknown> }
  if (!usage) return null
  const { input_tokens: input, output_tokens: output, seconds: billed } = usage
  if (isCount(input) && isCount(output)) {
    const tokens = { inputTokens: input, outputTokens: output, audioSeconds: seconds }
    return { ...NO_USAGE, ...tokens, source: 'reported' }
  }
  if (!isLength(billed)) return null
  return { ...NO_USAGE, audioSeconds: Math.ceil(billed), source: 'reported' }
}

function isLength(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && seconds >= 0 && seconds <= SECONDS_MAX
}
