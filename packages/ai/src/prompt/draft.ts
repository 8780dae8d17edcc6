import type { JsonSchema } from '../model/model.ts'

/** An answer as a model writes it; nothing of it has been checked. */
export type WrittenDraft = {
  readonly action: 'answer' | 'clarify' | 'handoff'
  readonly citations: readonly { readonly id: string; readonly quote: string }[]
  readonly text: string
  /** The topic of the inbox that it belongs to; null where it names none. */
  readonly topic: string | null
  readonly reason: 'none' | 'not_in_passages' | 'unclear' | 'needs_person'
}

const ACTIONS = ['answer', 'clarify', 'handoff'] as const
const REASONS = ['none', 'not_in_passages', 'unclear', 'needs_person'] as const
const CITATIONS_MAX = 20

const CITATIONS = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'quote'],
    properties: { id: { type: 'string' }, quote: { type: 'string' } },
  },
}
/** What a model says of a question that belongs to no topic. */
export const NO_TOPIC = 'none of them'

/**
 * The shape of an answer. Topic and citations come before the text, so that they are known while it is
 * written.
 *
 * @param topics of which the answer has to name one; where there are none it names none
 */
export function draftSchema(topics: readonly string[]): { name: string; schema: JsonSchema } {
  const topic = { type: 'string', enum: [...new Set([...topics, NO_TOPIC])] }
  const properties = {
    action: { type: 'string', enum: ACTIONS },
    reason: { type: 'string', enum: REASONS },
    ...(topics.length > 0 && { topic }),
    citations: CITATIONS,
    text: { type: 'string' },
  }
  const required = Object.keys(properties)
  return { name: 'answer', schema: { type: 'object', additionalProperties: false, required, properties } }
}

/** Reads what a model wrote; null when it is not what was asked for. */
export function readDraft(value: unknown): WrittenDraft | null {
  if (!isRecord(value)) return null
  const { action, text, citations, reason, topic } = value
  const isDraft = isOne(ACTIONS, action) && typeof text === 'string' && Array.isArray(citations)
  if (!isDraft) return null
  const cited = citations.slice(0, CITATIONS_MAX)
  if (!cited.every(isCited)) return null
  return {
    ...{ action, text: text.trim(), citations: cited },
    topic: typeof topic === 'string' && topic !== NO_TOPIC ? topic : null,
    reason: isOne(REASONS, reason) ? reason : 'none',
  }
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
