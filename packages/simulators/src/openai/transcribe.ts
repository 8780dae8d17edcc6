import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { countTokens } from './count-tokens.ts'
import { decideReply } from './decide-reply.ts'
import { headersOf, type LoggedCall, type OpenAi } from './openai.ts'

export type Recording = { model: string; filename: string; size: number }

const BYTES_PER_TOKEN = 1_000

/** The recording of a form; null when it is none. */
export async function readRecording({ headers, body }: Incoming): Promise<Recording | null> {
  try {
    const type = headers['content-type'] ?? ''
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const [file, model] = [form.get('file'), form.get('model')]
    if (!(file instanceof File) || typeof model !== 'string') return null
    return { model, filename: file.name, size: file.size }
  } catch {
    return null
  }
}

/** A thousand bytes of sound are a token here. */
export function soundTokens({ size }: Recording): number {
  return Math.ceil(size / BYTES_PER_TOKEN)
}

/** Says what a script has for the name of the file; without one it says only what came. */
export function transcribe(openai: OpenAi, logged: LoggedCall, { filename, size }: Recording): Answer {
  const prompt = {
    ...{
      model: logged.model,
      isStreamed: false,
      wantsUsage: false,
      toolNames: [],
      schema: null,
      shape: null,
    },
    ...{ messages: [{ role: 'user', text: filename, pictures: 0 }], inputTokens: 0, outputTokensMax: null },
  }
  const isScripted = openai.lines.some(({ match }) => match === undefined || filename.includes(match))
  const text = isScripted
    ? decideReply(openai, prompt, null).words.join('')
    : `[demo] A recording of ${size} bytes.`
  Object.assign(logged, { outcome: 'answered', isUsageTold: true, text, outputTokens: countTokens(text) })
  const { inputTokens: input, outputTokens: output } = logged
  const usage = { type: 'tokens', input_tokens: input, output_tokens: output, total_tokens: input + output }
  return json(200, { text, usage }, headersOf(logged))
}
