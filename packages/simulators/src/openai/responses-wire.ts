import type { LoggedCall } from './openai.ts'
import { type Answered, eventOf, usageOf, type Wire } from './wire.ts'

/** https://platform.openai.com/docs/api-reference/responses */
export function responsesWire({ requestId, model }: LoggedCall): Wire {
  const createdAt = Math.floor(Date.now() / 1_000)
  const frame = { id: `resp_${requestId}`, object: 'response', created_at: createdAt, model }
  const messageId = `msg_${requestId}`
  let sequence = 0
  const event = (type: string, more: object) => eventOf({ type, sequence_number: sequence++, ...more }, type)
  const place = { item_id: messageId, output_index: 0, content_index: 0 }
  return {
    whole: (answer) => ({ ...frame, ...endOf(answer), output: outputOf(answer, messageId) }),
    begin: () => [
      event('response.created', { response: { ...frame, status: 'in_progress', output: [] } }),
      event('response.output_item.added', {
        output_index: 0,
        item: { type: 'message', id: messageId, status: 'in_progress', role: 'assistant', content: [] },
      }),
    ],
    word: (delta) => event('response.output_text.delta', { ...place, delta }),
    end(answer) {
      const output = outputOf(answer, messageId)
      const done = output.flatMap((item, index) =>
        itemEvents(item, index).map(([type, more]) => event(type, more)),
      )
      const { status } = endOf(answer)
      const response = { ...frame, ...endOf(answer), output }
      return [...done, event(`response.${status}`, { response })]
    },
    garbage: 'event: response.output_text.delta\ndata: {"type":"response.output_te\n\n',
  }
}

type Item = { type: string; arguments?: string; [field: string]: unknown }

/** A message was announced before its words came; a call of a tool comes whole. */
function itemEvents(item: Item, index: number): [string, object][] {
  const done: [string, object] = ['response.output_item.done', { output_index: index, item }]
  if (item.type === 'message') return [done]
  const added = { ...item, status: 'in_progress', arguments: '' }
  return [
    ['response.output_item.added', { output_index: index, item: added }],
    [
      'response.function_call_arguments.delta',
      { item_id: item.id, output_index: index, delta: item.arguments },
    ],
    done,
  ]
}

function outputOf({ decided, text }: Answered, messageId: string): Item[] {
  const part = { type: 'output_text', text, annotations: [], logprobs: [] }
  const message = { type: 'message', id: messageId, status: 'completed', role: 'assistant', content: [part] }
  const calls = decided.toolCalls.map(({ id, name, arguments: given }) => ({
    ...{ type: 'function_call', id: `fc_${id}`, call_id: id, status: 'completed', name, arguments: given },
  }))
  return [message, ...calls]
}

const INCOMPLETE: Record<string, string> = { length: 'max_output_tokens', content_filter: 'content_filter' }

function endOf({ logged, decided }: Answered) {
  const reason = INCOMPLETE[decided.finish]
  const usage = usageOf(logged)
  return {
    status: reason === undefined ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: reason === undefined ? null : { reason },
    usage: usage && {
      input_tokens: usage.inputTokens,
      input_tokens_details: { cached_tokens: usage.cachedTokens },
      output_tokens: usage.outputTokens,
      output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
      total_tokens: usage.total,
    },
  }
}
