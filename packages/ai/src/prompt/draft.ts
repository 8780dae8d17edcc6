import type { JsonSchema } from '../model/model.ts'

/** An answer as a model writes it; nothing of it has been checked. */
export type WrittenDraft = {
  readonly action: 'answer' | 'clarify' | 'handoff'
  readonly citations: readonly { readonly id: string; readonly quote: string }[]
  readonly text: string
  readonly reason: 'none' | 'not_in_passages' | 'unclear' | 'needs_person'
}

const ACTIONS = ['answer', 'clarify', 'handoff'] as const
const REASONS = ['none', 'not_in_passages', 'unclear', 'needs_person'] as const
const CITATIONS_MAX = 20

/** Citations come before the text, so that what is cited is known while the text is written. */
export const DRAFT_SCHEMA: { name: string; schema: JsonSchema } = {
  name: 'answer',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['action', 'reason', 'citations', 'text'],
    properties: {
      action: { type: 'string', enum: ACTIONS },
      reason: { type: 'string', enum: REASONS },
      citations: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['id', 'quote'],
          properties: { id: { type: 'string' }, quote: { type: 'string' } },
        },
      },
      text: { type: 'string' },
    },
  },
}

/** Reads what a model wrote; null when it is not what was asked for. */
export function readDraft(value: unknown): WrittenDraft | null {
  if (!isRecord(value)) return null
  const { action, text, citations, reason } = value
  const isDraft = isOne(ACTIONS, action) && typeof text === 'string' && Array.isArray(citations)
  if (!isDraft) return null
  const cited = citations.slice(0, CITATIONS_MAX)
  if (!cited.every(isCited)) return null
  return { action, text: text.trim(), citations: cited, reason: isOne(REASONS, reason) ? reason : 'none' }
}

function isCited(value: unknown): value is { id: string; quote: string } {
  return isRecord(value) && typeof value.id === 'string' && typeof value.quote === 'string'
}

function isOne<T extends string>(list: readonly T[], value: unknown): value is T {
  return (list as readonly unknown[]).includes(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
