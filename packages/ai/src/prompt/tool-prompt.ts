import type { ModelMessage } from '../model/model.ts'
import { type AnswerPrompt, historyMessages } from './answer-prompt.ts'
import { framed } from './passages.ts'
import { TOOL_RULES } from './rules.ts'

/**
 * What a model is given to choose what is done for a contact, before anything is answered. No article is in
 * it: a text that the contact did not write has nothing done.
 */
export function toolMessages({
  instructions: { purpose, donts },
  history,
  question,
}: Pick<AnswerPrompt, 'instructions' | 'history' | 'question'>): ModelMessage[] {
  const rules = [
    TOOL_RULES,
    purpose && `What this conversation is for: ${purpose}`,
    ...donts.map((line) => `Do not: ${line}`),
  ]
  return [
    { role: 'system', text: rules.filter(Boolean).join('\n') },
    ...historyMessages(history),
    { role: 'user', text: framed(question) },
  ]
}
