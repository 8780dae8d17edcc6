import type { GenRequest, ToolCall } from '@hilo/ai'
import type { SimulatorControls } from '@hilo/simulators'

/** Every way in which a call can go: what the simulated provider is told, and what the caller does. */

export type CostMode = {
  name: string
  arrange(openai: SimulatorControls['openai'], text: string): Promise<unknown>
  /** `aborts` and `leaves` after the first word; `tools`: gives the result of a tool and asks again. */
  caller?: 'aborts' | 'leaves' | 'tools'
  /** There is one provider, and it is not waited for long: on a busy machine a second would be late as well. */
  isAlone?: boolean
  schema?: GenRequest['schema']
  outputTokensMax?: number
}

const SCHEMA = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }
const TOOL_RESULT = 'The order 4711 was shipped.'

export const TOOLS: NonNullable<GenRequest['tools']> = [
  {
    name: 'find_order',
    description: 'Finds an order by its number.',
    input: { type: 'object', properties: {} },
  },
]

export function withResult(request: GenRequest, call: ToolCall): GenRequest {
  const said = { role: 'assistant', text: '', toolCalls: [call] } as const
  return { ...request, messages: [...request.messages, said, { role: 'tool', call, result: TOOL_RESULT }] }
}

export const COST_MODES: readonly CostMode[] = [
  { name: 'streamed, counts told', arrange: (openai, text) => openai.script({ reply: { text } }) },
  {
    name: 'streamed, counts not told',
    async arrange(openai, text) {
      await openai.settings({ tellsUsage: false })
      await openai.script({ reply: { text } })
    },
  },
  {
    name: 'cached input and reasoning',
    arrange: (openai, text) => openai.script({ reply: { text, cachedTokens: 11, reasoningTokens: 37 } }),
  },
  {
    name: 'cut at its length',
    arrange: (openai, text) => openai.script({ reply: { text } }),
    outputTokensMax: 4,
  },
  {
    name: 'of a shape',
    arrange: (openai, text) => openai.script({ reply: { text: JSON.stringify({ text }) } }),
    schema: { name: 'answer', schema: SCHEMA },
  },
  {
    name: 'step of a tool',
    async arrange(openai, text) {
      await openai.script({
        reply: { toolCalls: [{ name: 'find_order', arguments: { number: 4711, text } }] },
      })
      await openai.script({ match: TOOL_RESULT, reply: { text } })
    },
    caller: 'tools',
  },
  {
    name: 'step of a tool, counts not told',
    async arrange(openai, text) {
      await openai.settings({ tellsUsage: false })
      await openai.script({
        reply: { toolCalls: [{ name: 'find_order', arguments: { number: 4711, text } }] },
      })
      await openai.script({ match: TOOL_RESULT, reply: { text } })
    },
    caller: 'tools',
  },
  { name: 'aborted', arrange: stalled, caller: 'aborts' },
  { name: 'left', arrange: stalled, caller: 'leaves' },
  { name: 'retried after 429', arrange: failing({ kind: 'rate_limited', retryAfterSeconds: 0 }) },
  { name: 'next provider after 429', arrange: failing({ kind: 'rate_limited', retryAfterSeconds: 90 }) },
  { name: 'retried after 500', arrange: failing({ kind: 'http_500' }) },
  { name: 'no credit', arrange: failing({ kind: 'no_credit' }) },
  { name: 'too long', arrange: failing({ kind: 'too_long' }) },
  { name: 'connection dropped', arrange: failing({ kind: 'drop' }) },
  { name: 'no answer', arrange: failing({ kind: 'hang' }), isAlone: true },
  { name: 'slow', arrange: failing({ kind: 'slow' }), isAlone: true },
  { name: 'stream cut', arrange: failing({ kind: 'cut', words: 2 }) },
  { name: 'stream stalled', arrange: failing({ kind: 'stall', words: 2 }), isAlone: true },
  { name: 'garbage', arrange: failing({ kind: 'malformed', words: 2 }) },
  { name: 'empty', arrange: failing({ kind: 'empty' }) },
  { name: 'wrong language', arrange: failing({ kind: 'wrong_language' }) },
]

type Fault = Parameters<SimulatorControls['openai']['fail']>[0]

async function stalled(openai: SimulatorControls['openai'], text: string): Promise<void> {
  await openai.script({ reply: { text } })
  await openai.fail({ kind: 'stall', words: 1 })
}

function failing(fault: Fault): CostMode['arrange'] {
  return async (openai, text) => {
    await openai.script({ reply: { text } })
    await openai.fail(fault)
  }
}
