import { createHash } from 'node:crypto'
import {
  answerMessages,
  draftSchema,
  type Failure,
  type ModelMessage,
  readDraft,
  type WrittenDraft,
} from '@hilo/ai'
import type { ModelFault } from '@hilo/protocol'
import { callModel } from './call-model.ts'
import type { Shown } from './check-draft.ts'
import type { Asked } from './condense.ts'
import type { Work } from './open-work.ts'
import { type Prepared, talkBefore } from './prepare.ts'
import type { Used } from './use-tools.ts'

/** How one try to write an answer ended. */
export type DraftEnd = {
  outcome: { type: 'draft'; draft: WrittenDraft } | { type: 'fault'; fault: ModelFault; reason: string }
  promptHash: string
}

type Asking = {
  prepared: Prepared
  asked: Asked
  shown: readonly Shown[]
  used: Used
  /** What was wrong with the draft before. */
  failures: readonly Failure[]
  /** Called with what is written so far. */
  onPartial(json: string): void
}

const OUTPUT_TOKENS_MAX = 1_200
const GARBLED = { type: 'fault', fault: 'garbled', reason: 'The draft has another shape.' } as const

/** Lets a model write an answer from passages, and from what tools returned. It can have nothing done by it. */
export async function writeDraft(work: Work, asking: Asking): Promise<DraftEnd> {
  const messages = promptOf(work, asking)
  const promptHash = createHash('sha256').update(JSON.stringify(messages)).digest('hex')
  const said = await callModel(work, {
    purpose: work.request.purpose,
    request: {
      ...{
        messages,
        schema: draftSchema(work.request.instructions.topics),
        outputTokensMax: OUTPUT_TOKENS_MAX,
      },
      onPartial: asking.onPartial,
    },
    signal: work.signal,
  })
  if (said.type === 'failed')
    return { outcome: { type: 'fault', fault: said.fault, reason: said.reason }, promptHash }
  const draft = readDraft(said.value)
  return { outcome: draft ? { type: 'draft', draft } : GARBLED, promptHash }
}

function promptOf({ request: { instructions } }: Work, asking: Asking): ModelMessage[] {
  const { prepared, asked, shown, used, failures } = asking
  const prompt = answerMessages({
    ...{ instructions, failures, language: prepared.language, history: talkBefore(prepared) },
    question: asked.question,
    passages: shown.map(({ id, chunk: { title, headings, text } }) => {
      return { id, title, text: [...headings, text].join('\n') }
    }),
    hasResults: used.exchanged.length > 0,
  })
  return [...prompt, ...used.exchanged]
}
