import { createHash } from 'node:crypto'
import {
  answerMessages,
  DRAFT_SCHEMA,
  type Failure,
  flagInjection,
  framed,
  type ModelMessage,
  readDraft,
  type ToolCall,
  type WrittenDraft,
} from '@hilo/ai'
import type { AnswerTrace, ModelFault } from '@hilo/protocol'
import { callModel } from './call-model.ts'
import type { Shown } from './check-draft.ts'
import type { Asked } from './condense.ts'
import type { Prepared } from './prepare.ts'
import { purposeOf, type Work } from './work.ts'

/** How one try to write an answer ended. */
export type DraftEnd = {
  outcome:
    | { type: 'draft'; draft: WrittenDraft }
    /** A tool asks the contact for something, or says what it waits for, in the server's words. */
    | { type: 'told'; text: string; waits: boolean }
    | { type: 'tool_failed' }
    | { type: 'fault'; fault: ModelFault; reason: string }
  tools: AnswerTrace['tools']
  toolResults: readonly string[]
  promptHash: string
}

type Asking = {
  prepared: Prepared
  asked: Asked
  shown: readonly Shown[]
  /** What was wrong with the draft before. */
  failures: readonly Failure[]
  /** Called with what is written so far. */
  onPartial(json: string): void
}

/** Calls of a model for one draft: with all steps but the last a tool may be called. */
const STEPS_MAX = 5
const OUTPUT_TOKENS_MAX = 1_200
const TOOL_RESULT_MAX = 8_000

/** Lets a model write an answer, and does for it what its tools do. */
export async function writeDraft(work: Work, asking: Asking): Promise<DraftEnd> {
  const { toolbox } = work.request
  const messages = promptOf(work, asking)
  const promptHash = createHash('sha256').update(JSON.stringify(messages)).digest('hex')
  const tools: AnswerTrace['tools'] = []
  const toolResults: string[] = []
  const end = (outcome: DraftEnd['outcome']): DraftEnd => ({ outcome, tools, toolResults, promptHash })
  let isCareful = !maySpeakToTools(asking)
  for (let step = 1; ; step++) {
    const offered = isCareful || step === STEPS_MAX ? [] : toolbox.tools
    const said = await callModel(work, {
      purpose: purposeOf(work.request),
      request: {
        ...{ messages, schema: DRAFT_SCHEMA, outputTokensMax: OUTPUT_TOKENS_MAX },
        onPartial: asking.onPartial,
        ...(offered.length > 0 && { tools: offered }),
      },
      signal: work.signal,
    })
    if (said.type === 'failed') return end({ type: 'fault', fault: said.fault, reason: said.reason })
    const [call] = said.toolCalls
    if (!call) {
      const draft = readDraft(said.value)
      return end(draft ? { type: 'draft', draft } : GARBLED)
    }
    const outcome = await toolbox.run(call, work.signal, asking.prepared.language)
    tools.push({
      name: call.name,
      outcome: outcome.type,
      reason: 'reason' in outcome ? outcome.reason : null,
    })
    if (outcome.type === 'failed') return end({ type: 'tool_failed' })
    if (outcome.type === 'asks' || outcome.type === 'waits')
      return end({ type: 'told', text: outcome.text, waits: outcome.type === 'waits' })
    const result = (outcome.type === 'done' ? outcome.result : `Not done: ${outcome.reason}`).slice(
      0,
      TOOL_RESULT_MAX,
    )
    // What was not done is nothing to rest an answer on.
    if (outcome.type === 'done') toolResults.push(result)
    messages.push(...resultMessages(call, result))
    isCareful ||= flagInjection(result).length > 0
  }
}

const GARBLED = { type: 'fault', fault: 'garbled', reason: 'The draft has another shape.' } as const

function promptOf({ request: { instructions, toolbox } }: Work, asking: Asking): ModelMessage[] {
  const { prepared, asked, shown, failures } = asking
  return answerMessages({
    ...{ instructions, failures, language: prepared.language, history: prepared.history },
    question: asked.question,
    passages: shown.map(({ id, chunk: { title, headings, text } }) => {
      return { id, title, text: [...headings, text].join('\n') }
    }),
    hasTools: toolbox.tools.length > 0 && maySpeakToTools(asking),
  })
}

/** Text that seems to be written to a model is answered, and nothing is done because of it. */
function maySpeakToTools({ prepared, shown }: Asking): boolean {
  const isFlagged = shown.some(({ chunk }) => flagInjection(`${chunk.title}\n${chunk.text}`).length > 0)
  return prepared.flags.length === 0 && !isFlagged
}

function resultMessages(call: ToolCall, result: string): ModelMessage[] {
  return [
    { role: 'assistant', text: '', toolCalls: [call] },
    { role: 'tool', call, result: framed(result) },
  ]
}
