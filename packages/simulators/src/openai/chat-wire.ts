import type { LoggedCall } from './openai.ts'
import type { Prompt } from './prompt.ts'
import { eventOf, usageOf, type Wire } from './wire.ts'

/** https://platform.openai.com/docs/api-reference/chat */
export function chatWire({ requestId, model }: LoggedCall, { wantsUsage }: Prompt): Wire {
  const frame = { id: `chatcmpl-${requestId}`, created: Math.floor(Date.now() / 1_000), model }
  const chunk = (choices: unknown[], more = {}) =>
    eventOf({ ...frame, object: 'chat.completion.chunk', system_fingerprint: 'demo', choices, ...more })
  const delta = (delta: unknown) => chunk([{ index: 0, delta, finish_reason: null }])
  return {
    whole({ logged, decided, text }) {
      const calls = decided.toolCalls.map(asToolCall)
      const message = {
        ...{ role: 'assistant', content: text === '' && calls.length > 0 ? null : text, refusal: null },
        ...(calls.length > 0 && { tool_calls: calls }),
      }
      const choices = [{ index: 0, message, finish_reason: decided.finish }]
      const usage = chatUsage(logged)
      return {
        ...frame,
        object: 'chat.completion',
        system_fingerprint: 'demo',
        choices,
        ...(usage && { usage }),
      }
    },
    begin: () => [delta({ role: 'assistant', content: '' })],
    word: (content) => delta({ content }),
    end({ logged, decided }) {
      const calls = decided.toolCalls.map((call, index) =>
        delta({ tool_calls: [{ index, ...asToolCall(call) }] }),
      )
      const usage = wantsUsage ? chatUsage(logged) : null
      return [
        ...calls,
        chunk([{ index: 0, delta: {}, finish_reason: decided.finish }]),
        ...(usage ? [chunk([], { usage })] : []),
        'data: [DONE]\n\n',
      ]
    },
    garbage: 'data: {"id":"chatcmpl-1","choices":[{"delta":{"content":\n\n',
  }
}

function asToolCall({ id, name, arguments: given }: { id: string; name: string; arguments: string }) {
  return { id, type: 'function', function: { name, arguments: given } }
}

function chatUsage(logged: LoggedCall) {
  const usage = usageOf(logged)
  return (
    usage && {
      prompt_tokens: usage.inputTokens,
      completion_tokens: usage.outputTokens,
      total_tokens: usage.total,
      prompt_tokens_details: { cached_tokens: usage.cachedTokens },
      completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    }
  )
}
