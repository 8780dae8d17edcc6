import {
  flagInjection,
  framed,
  type ModelMessage,
  type OfferedTool,
  type ToolCall,
  type ToolOutcome,
  toolMessages,
  unsaidIn,
} from '@hilo/ai'
import type { AnswerTrace, HandoffReason, ModelFault } from '@hilo/protocol'
import { callModel } from './call-model.ts'
import type { Asked } from './condense.ts'
import type { Work } from './open-work.ts'
import type { Prepared } from './prepare.ts'

/** What was done for a contact before they are answered. */
export type Used = {
  tools: AnswerTrace['tools']
  /** The calls with what came of them, as a model reads them. */
  exchanged: readonly ModelMessage[]
  /** What an answer may rest on. */
  results: readonly string[]
  /** Why there is nothing more to be answered; null: there is. */
  end:
    | null
    /** A tool asks the contact for something, or says what it waits for, in the server's words. */
    | { type: 'told'; text: string; handOver: HandoffReason | null }
    | { type: 'tool_failed' }
    | { type: 'fault'; fault: ModelFault; reason: string }
}

const STEPS_MAX = 4
const OUTPUT_TOKENS_MAX = 400
const RESULT_MAX = 8_000
const NOTHING: Used = { tools: [], exchanged: [], results: [], end: null }

/**
 * Lets a model have done what the contact asks for. It sees what was said and no article, and once a result
 * is in view only what somebody has to agree to is done: so no text of others has anything done.
 */
export async function useTools(work: Work, prepared: Prepared, asked: Asked): Promise<Used> {
  const { instructions, toolbox } = work.request
  // Words that seem to be written to a model are answered, and nothing is done because of them.
  if (toolbox.tools.length === 0 || prepared.flags.length > 0 || isLed(prepared)) return NOTHING
  // A picture alone asks for nothing to be done.
  if (prepared.isSeen) return NOTHING
  const { history, language } = prepared
  const prompt = toolMessages({ instructions, history, question: asked.question })
  let used = NOTHING
  let offered = toolbox.tools
  for (let step = 0; step < STEPS_MAX && offered.length > 0; step++) {
    const said = await callModel(work, {
      purpose: work.request.purpose,
      request: {
        messages: [...prompt, ...used.exchanged],
        ...{ tools: offered, outputTokensMax: OUTPUT_TOKENS_MAX },
      },
      signal: work.signal,
    })
    // Who has nothing to say calls nothing.
    if (said.type === 'failed' && said.fault !== 'empty')
      return { ...used, end: { type: 'fault', fault: said.fault, reason: said.reason } }
    const [call] = said.type === 'failed' ? [] : said.toolCalls
    if (!call) return used
    const outcome = refusedUnsaid(call, work, used) ?? (await toolbox.run(call, work.signal, language))
    used = added(used, call, outcome)
    if (used.end) return used
    offered = offeredAfter(toolbox.tools, call, outcome)
  }
  return used
}

/** What the contact wrote before may be written to a model, too. */
function isLed({ history }: Prepared): boolean {
  return history.some(({ from, text }) => from === 'contact' && flagInjection(text).length > 0)
}

/** A number or an address that nobody said is a model's guess, or somebody's order to it. */
function refusedUnsaid(
  { input }: ToolCall,
  { request, redactor }: Work,
  { results }: Used,
): ToolOutcome | null {
  const said = [...request.turns.map(({ text }) => text), ...results]
  const value = unsaidIn(input, [...said, ...said.map(redactor.redact)])
  return value === null ? null : { type: 'refused', reason: `The contact did not say ${value}.` }
}

function added(used: Used, { ...call }: ToolCall, outcome: ToolOutcome): Used {
  const { type } = outcome
  const reason = type === 'refused' || type === 'failed' ? outcome.reason : null
  const tools = [...used.tools, { name: call.name, outcome: type, reason }]
  if (type === 'failed') return { ...used, tools, end: { type: 'tool_failed' } }
  if (type === 'asks' || type === 'waits') {
    const handOver = type === 'waits' ? outcome.reason : null
    return { ...used, tools, end: { type: 'told', text: outcome.text, handOver } }
  }
  const result = resultOf(outcome)
  return {
    tools,
    exchanged: [
      ...used.exchanged,
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', call, result: framed(result) },
    ],
    // What was not done is nothing to rest an answer on.
    results: type === 'done' ? [...used.results, result] : used.results,
    end: null,
  }
}

function resultOf(outcome: Extract<ToolOutcome, { type: 'done' | 'refused' }>): string {
  const text = outcome.type === 'done' ? outcome.result : `Not done: ${outcome.reason}`
  return text.slice(0, RESULT_MAX)
}

/** What was refused may be asked for in other words; a result that seems to be written to a model ends it. */
function offeredAfter(
  tools: readonly OfferedTool[],
  call: ToolCall,
  outcome: ToolOutcome,
): readonly OfferedTool[] {
  const isFlagged =
    (outcome.type === 'done' || outcome.type === 'refused') && flagInjection(resultOf(outcome))
  if (isFlagged && isFlagged.length > 0) return []
  const isSame = (tool: OfferedTool) => outcome.type === 'refused' && tool.name === call.name
  return tools.filter((tool) => tool.isAgreedTo || isSame(tool))
}
