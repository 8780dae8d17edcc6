import type { Content, InboxMessage } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, retryText, sayable } from './ask.ts'
import type { Order, OrderOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { productsOf } from './say-products.ts'
import type { Offer } from './sayable.ts'
import { Waiting } from './wait.ts'
import { wordingOf } from './wording.ts'

/** `chat.order`: the next basket that the contact sends, of the products that are offered with the question. */
export function order(
  recorder: Recorder,
  question: string | Offer | undefined,
  options: OrderOptions<unknown>,
): Waiting<Order> {
  return new Waiting<Order>(recorder, {
    kind: 'ask',
    name: nameOf(typeof question === 'object' ? question.text : question),
    position: recorder.next(),
    prompt: promptOf(question),
    kept: { wants: 'order' },
    timeout: options.timeout,
    until: options.until,
    attempts: options.attempts,
    read: (value) => (value as { answer: Order }).answer,
    owns: ({ content }) => orderIn(content) !== null,
    judge({ id: messageId, content }: InboxMessage) {
      const answer = orderIn(content)
      if (answer) return { value: { messageId, answer } }
      const refusal = { message: 'It is no order.', answer: answerTextOf(content) }
      const { order: byDefault } = wordingOf(localeOf(recorder))
      return { retry: { type: 'text', text: retryText(options.retry, refusal, byDefault) } }
    },
  })
}

function promptOf(question: string | Offer | undefined): Content | undefined {
  if (question === undefined) return undefined
  return typeof question === 'object' ? productsOf(question) : { type: 'text', text: sayable(question) }
}

function orderIn(content: Content): Order | null {
  if (content.type !== 'order' || content.items.length === 0) return null
  const { catalogId, text, items } = content
  return { catalogId, items, ...(text !== undefined && { text }) }
}
