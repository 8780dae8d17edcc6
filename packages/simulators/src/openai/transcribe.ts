import { DEMO_MARK } from '@hilo/protocol'
import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { countTokens } from './count-tokens.ts'
import { decideReply } from './decide-reply.ts'
import type { Fault } from './inputs.ts'
import { headersOf, type LoggedCall, type OpenAi } from './openai.ts'
import type { Prompt } from './prompt.ts'

export type Recording = {
  model: string
  filename: string
  size: number
  /** What the file itself says is said in it; null when it does not say. */
  words: string | null
}

const BYTES_PER_TOKEN = 1_000
/** A comment of the file, as Ogg and FLAC have them: nobody listens here. */
const WORDS = /TRANSCRIPT=([^\0]*?)(?:\0|OggS|$)/
/** Comments stand before the sound. */
const HEAD_BYTES = 4_096

/** The recording of a form; null when it is none. */
export async function readRecording({ headers, body }: Incoming): Promise<Recording | null> {
  try {
    const type = headers['content-type'] ?? ''
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const [file, model] = [form.get('file'), form.get('model')]
    if (!(file instanceof File) || typeof model !== 'string') return null
    const head = await file.slice(0, HEAD_BYTES).text()
    return { model, filename: file.name, size: file.size, words: WORDS.exec(head)?.[1] ?? null }
  } catch {
    return null
  }
}

/** A thousand bytes of sound are a token here. */
export function soundTokens({ size }: Recording): number {
  return Math.ceil(size / BYTES_PER_TOKEN)
}

/** What scripts and faults are chosen by: the file's name and its own words. */
export function messageOf({ filename, words }: Recording): Prompt['messages'][number] {
  return { role: 'user', text: [filename, words ?? ''].join(' ').trim(), pictures: 0 }
}

type Told = { recording: Recording; fault: Fault | null }

/** Says what a script has for a recording, else what its own comment says is in it, else only what came. */
export function transcribe(openai: OpenAi, logged: LoggedCall, { recording, fault }: Told): Answer {
  const text = fault?.kind === 'empty' ? '' : wordsOf(openai, logged, recording)
  const { inputTokens: input } = logged
  const output = countTokens(text)
  const isUsageTold = openai.settings.tellsUsage
  const isGarbled = fault?.kind === 'malformed'
  Object.assign(logged, {
    outcome: isGarbled ? 'garbled' : 'answered',
    isUsageTold,
    text,
    outputTokens: output,
  })
  if (isGarbled) return json(200, { words: text }, headersOf(logged))
  const usage = { type: 'tokens', input_tokens: input, output_tokens: output, total_tokens: input + output }
  return json(200, { text, ...(isUsageTold && { usage }) }, headersOf(logged))
}

function wordsOf(openai: OpenAi, { model }: LoggedCall, recording: Recording): string {
  const message = messageOf(recording)
  const isScripted = openai.lines.some(
    ({ match, shape }) => shape === undefined && (match === undefined || message.text.includes(match)),
  )
  if (isScripted) {
    const nothing = { isStreamed: false, wantsUsage: false, toolNames: [], schema: null, shape: null }
    const prompt = { model, ...nothing, messages: [message], inputTokens: 0, outputTokensMax: null }
    return decideReply(openai, prompt, null).words.join('')
  }
  const { words, size } = recording
  return `${DEMO_MARK} ${words ?? `A recording of ${size} bytes.`}`
}
