import { type GenRequest, openRedactor } from '@hilo/ai'
import type { ModelFault } from '@hilo/protocol'
import type { Asker } from './ask-value.ts'

export type WrittenText =
  | { type: 'text'; delta: string }
  | { type: 'done'; text: string }
  | { type: 'failed'; fault: ModelFault; reason: string }

/** As long as a placeholder may be. */
const PLACEHOLDER_MAX = 40

/**
 * Lets a model write a text, and hands it out as it comes. What must not leave the house is taken out
 * before, and stands in its place again in what is handed out.
 */
export async function* writeText(
  { models, orgId, place }: Asker,
  request: GenRequest,
  signal: AbortSignal,
): AsyncGenerator<WrittenText> {
  const redactor = openRedactor()
  const model = await models.open(orgId, place, redactor.redact)
  let held = ''
  for await (const event of model.generate(request, signal)) {
    if (event.type === 'failed') return yield event
    if (event.type === 'text') {
      held += event.delta
      const end = endOfWhole(held)
      if (end > 0) yield { type: 'text', delta: redactor.restore(held.slice(0, end)) }
      held = held.slice(end)
      continue
    }
    if (event.finish === 'length') {
      return yield { type: 'failed', fault: 'cut', reason: 'The text is longer than it may be.' }
    }
    yield { type: 'done', text: redactor.restore(event.text).trim() }
  }
}

/** How much of a text holds no beginning of a placeholder that the rest may end. */
function endOfWhole(text: string): number {
  const open = text.lastIndexOf('[')
  const isOpen = open >= 0 && !text.includes(']', open) && text.length - open < PLACEHOLDER_MAX
  return isOpen ? open : text.length
}
