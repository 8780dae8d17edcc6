/** The only file that knows the SDK; it is loaded with the first call, because a start does not need it. */
import { createOpenAI, type OpenAIProvider } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { GenRequest, ModelMessage } from '@hilo/ai'
import type { Target } from './target.ts'

export type LanguageModel = ReturnType<OpenAIProvider['responses']>
export type CallOptions = Parameters<LanguageModel['doStream']>[0]
export type StreamPart =
  Awaited<ReturnType<LanguageModel['doStream']>>['stream'] extends ReadableStream<infer Part> ? Part : never
export type EmbeddingModel = ReturnType<OpenAIProvider['embeddingModel']>
export type TranscriptionModel = ReturnType<OpenAIProvider['transcription']>
type Fetch = NonNullable<NonNullable<Parameters<typeof createOpenAI>[0]>['fetch']>

/** The model that writes. */
export function languageModel({ speaks, model, ...target }: Target, fetch: Fetch): LanguageModel {
  return speaks === 'responses'
    ? openai(target, fetch).responses(model)
    : compatible(target, fetch).chatModel(model)
}

/** The model that places texts. */
export function embeddingModel(target: Target, model: string, fetch: Fetch): EmbeddingModel {
  const { speaks } = target
  return (speaks === 'responses' ? openai(target, fetch) : compatible(target, fetch)).embeddingModel(model)
}

/** The model that hears. A compatible endpoint is asked as OpenAI is: the SDK has no other way. */
export function transcriptionModel({ model, ...target }: Target, fetch: Fetch): TranscriptionModel {
  return openai(target, fetch).transcription(model)
}

const LOOSE = { strictJsonSchema: false }

type At = Pick<Target, 'baseUrl' | 'key'>

/** Everything is given: what is left out the SDK would look up in the environment. */
function openai({ baseUrl, key }: At, fetch: Fetch) {
  return createOpenAI({ baseURL: baseUrl, apiKey: key ?? '', fetch })
}

function compatible({ baseUrl, key }: At, fetch: Fetch) {
  return createOpenAICompatible({
    ...{ name: 'compatible', baseURL: baseUrl, fetch, includeUsage: true, supportsStructuredOutputs: true },
    ...(key !== null && { apiKey: key }),
  })
}

/**
 * The request in the SDK's words. Tools are never asked for in a strict mode, which wants every field to be
 * filled in: what is optional may be left out, at every level, and the server judges what comes.
 * https://platform.openai.com/docs/guides/function-calling#strict-mode
 */
export function callOptions({ messages, tools, schema, outputTokensMax }: GenRequest): CallOptions {
  return {
    prompt: messages.map(promptOf),
    maxOutputTokens: outputTokensMax,
    ...(tools && {
      tools: tools.map(({ name, description, input }) => ({
        ...{ type: 'function' as const, name, description, inputSchema: input },
      })),
    }),
    ...(schema && { responseFormat: { type: 'json' as const, name: schema.name, schema: schema.schema } }),
    // What people wrote is not kept by the provider for later.
    providerOptions: schema?.isLoose
      ? { openai: { store: false, ...LOOSE }, compatible: LOOSE }
      : { openai: { store: false } },
  }
}

function picturesOf({ pictures = [] }: Extract<ModelMessage, { role: 'user' }>) {
  return pictures.map(({ mimeType, bytes }) => ({
    ...{ type: 'file' as const, mediaType: mimeType, data: { type: 'data' as const, data: bytes } },
  }))
}

function promptOf(message: ModelMessage): CallOptions['prompt'][number] {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text }
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.text }, ...picturesOf(message)] }
    case 'assistant': {
      const calls = (message.toolCalls ?? []).map(({ id, name, input }) => ({
        ...{ type: 'tool-call' as const, toolCallId: id, toolName: name, input },
      }))
      const said = message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]
      return { role: 'assistant', content: [...said, ...calls] }
    }
    case 'tool': {
      const { id, name } = message.call
      const output = { type: 'text' as const, value: message.result }
      return { role: 'tool', content: [{ type: 'tool-result', toolCallId: id, toolName: name, output }] }
    }
  }
}
