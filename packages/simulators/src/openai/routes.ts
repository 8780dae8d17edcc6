import { z } from 'zod'
import { json } from '../http/answer.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { chatWire } from './chat-wire.ts'
import { countTokens } from './count-tokens.ts'
import { takeFault } from './decide-reply.ts'
import { EmbeddingsBody, embed } from './embed.ts'
import { generate } from './generate.ts'
import { type Endpoint, isAuthorized, logCall, type OpenAi, pause } from './openai.ts'
import { ChatBody, ResponsesBody, readChat, readResponses } from './prompt.ts'
import { refuse, refuseBy } from './refuse.ts'
import { responsesWire } from './responses-wire.ts'
import { messageOf, readRecording, soundTokens, transcribe } from './transcribe.ts'

const MODELS = ['hilo-demo', 'hilo-demo-embedding', 'hilo-demo-transcribe']

/** The paths of a provider of models, below `/openai/v1`. */
export function openaiRoutes(openai: OpenAi): Route[] {
  return [
    route('GET', '/openai/v1/models', ({ headers }) =>
      isAuthorized(openai, headers)
        ? json(200, { object: 'list', data: MODELS.map((id) => ({ id, object: 'model', owned_by: 'demo' })) })
        : refuse(nothingOf(openai, 'models'), 'not_authenticated'),
    ),
    route('POST', '/openai/v1/chat/completions', (request) =>
      answerJson(openai, { request, endpoint: 'chat', schema: ChatBody }, (body) => {
        const prompt = readChat(body)
        const { model, isStreamed, inputTokens } = prompt
        const logged = logCall(openai, { endpoint: 'chat', model, isStreamed, request: body, inputTokens })
        return generate({ openai, logged, prompt, wire: chatWire(logged, prompt), gone: request.gone })
      }),
    ),
    route('POST', '/openai/v1/responses', (request) =>
      answerJson(openai, { request, endpoint: 'responses', schema: ResponsesBody }, (body) => {
        const prompt = readResponses(body)
        const { model, isStreamed, inputTokens } = prompt
        const logged = logCall(openai, {
          endpoint: 'responses',
          model,
          isStreamed,
          request: body,
          inputTokens,
        })
        return generate({ openai, logged, prompt, wire: responsesWire(logged), gone: request.gone })
      }),
    ),
    route('POST', '/openai/v1/embeddings', (request) =>
      answerJson(openai, { request, endpoint: 'embeddings', schema: EmbeddingsBody }, (body) =>
        answerEmbeddings(openai, body, request.gone),
      ),
    ),
    route('POST', '/openai/v1/audio/transcriptions', (request) => answerRecording(openai, request)),
  ]
}

type Asked<Schema> = { request: Incoming; endpoint: Endpoint; schema: Schema }

async function answerJson<Schema extends z.ZodType>(
  openai: OpenAi,
  { request, endpoint, schema }: Asked<Schema>,
  work: (body: z.output<Schema>) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (!isAuthorized(openai, request.headers)) return refuse(nothingOf(openai, endpoint), 'not_authenticated')
  const body = schema.safeParse(parse(request.body))
  if (body.success) return work(body.data)
  return refuse(nothingOf(openai, endpoint), 'invalid', { message: z.prettifyError(body.error) })
}

async function answerEmbeddings(
  openai: OpenAi,
  body: z.output<typeof EmbeddingsBody>,
  gone: AbortSignal,
): Promise<Answer> {
  const { model, input } = body
  const texts = typeof input === 'string' ? [input] : input
  const inputTokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
  const logged = logCall(openai, {
    endpoint: 'embeddings',
    model,
    isStreamed: false,
    request: body,
    inputTokens,
  })
  const messages = [{ role: 'user', text: texts.join('\n'), pictures: 0 }]
  const fault = takeFault(openai, { model, messages })
  if (fault?.kind === 'slow') await pause(openai, fault.ms, gone)
  if (!gone.aborted) return refuseBy(logged, fault) ?? embed(logged, body)
  logged.outcome = 'left'
  return { type: 'drop' }
}

async function answerRecording(openai: OpenAi, request: Incoming): Promise<Answer> {
  const endpoint = 'transcriptions'
  if (!isAuthorized(openai, request.headers)) return refuse(nothingOf(openai, endpoint), 'not_authenticated')
  const recording = await readRecording(request)
  if (!recording) return refuse(nothingOf(openai, endpoint), 'invalid')
  const { model, filename, size } = recording
  const about = { endpoint, model, isStreamed: false, request: { filename, size } } as const
  const logged = logCall(openai, { ...about, inputTokens: soundTokens(recording) })
  const fault = takeFault(openai, { model, messages: [messageOf(recording)] })
  if (fault?.kind === 'slow') await pause(openai, fault.ms, request.gone)
  if (!request.gone.aborted) {
    return refuseBy(logged, fault) ?? transcribe(openai, logged, { recording, fault })
  }
  logged.outcome = 'left'
  return { type: 'drop' }
}

/** A call of which nothing could be read. */
function nothingOf(openai: OpenAi, endpoint: Endpoint) {
  return logCall(openai, { endpoint, model: '', isStreamed: false, request: null, inputTokens: 0 })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
