import { type Failure, judgeDraftRequest, readJudgement, type WrittenDraft } from '@hilo/ai'
import { baseLanguage, type ModelFault } from '@hilo/protocol'
import { callModel } from './call-model.ts'
import type { Grounds } from './check-draft.ts'
import type { Work } from './open-work.ts'
import type { Prepared } from './prepare.ts'

type Judged =
  | { type: 'judged'; failures: readonly Failure[] }
  | { type: 'fault'; fault: ModelFault; reason: string }

type Judging = { draft: WrittenDraft; grounds: Grounds }

/**
 * Whether an answer rests on articles in other languages alone: then its words cannot be compared with
 * theirs, and only its figures have been.
 */
export function isForeign(language: string, { draft, grounds }: Judging): boolean {
  const cited = grounds.shown.filter(({ id }) => draft.citations.some((one) => one.id === id))
  const isOther = cited.every(({ chunk }) => baseLanguage(chunk.language) !== language)
  return draft.action === 'answer' && cited.length > 0 && grounds.toolResults.length === 0 && isOther
}

/** Has a model say what of such an answer its articles do not say. It can only keep an answer back. */
export async function judgeDraft(
  work: Work,
  { language }: Prepared,
  { draft, grounds }: Judging,
): Promise<Judged> {
  const passages = grounds.shown
    .filter(({ id }) => draft.citations.some((one) => one.id === id))
    .map(({ id, chunk: { title, headings, text } }) => ({ id, title, text: [...headings, text].join('\n') }))
  const request = judgeDraftRequest({ text: draft.text, language, passages })
  const end = await callModel(work, { purpose: 'verify', request, signal: work.signal })
  if (end.type === 'failed') return { type: 'fault', fault: end.fault, reason: end.reason }
  const unsupported = readJudgement(end.value, draft.text)
  if (!unsupported) return { type: 'fault', fault: 'garbled', reason: 'The judgement has another shape.' }
  const failures = unsupported.map((what) => ({
    code: 'unsupported_sentence' as const,
    what: what.slice(0, 200),
  }))
  return { type: 'judged', failures }
}
