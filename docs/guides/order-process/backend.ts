import { type Chat, defineBackend, StepError, z } from '@hilo/sdk'
import { type Line, summaryOf, totalOf } from './lines.ts'
import { placeOrder } from './orders.ts'
import { type Words, wordsFor } from './words.ts'

const config = z.object({
  business: z.string().describe('As the contact knows it.'),
  ordersUrl: z.url().describe('Where orders are placed.'),
  currency: z.string().length(3).describe('ISO 4217, such as EUR.'),
  minimum: z.number().min(0).default(0).describe('Less than this is not delivered.'),
  products: z
    .array(z.object({ id: z.string(), label: z.string(), price: z.number().positive() }))
    .min(1)
    .max(10),
})

export type Config = z.output<typeof config>

/** Takes an order: what, how many, where to, and whether all of that is right. */
export default defineBackend({
  name: 'order-process',
  config,
  secrets: ['ORDERS_TOKEN'],
  egress: ['*'],
  on: { human: true, cancel: true },
  async run(chat) {
    const words = wordsFor(chat.locale, chat.config)
    const lines = await askLines(chat, words)
    const address = await chat.ask(words.address, patience(chat, words))
    const verdict = await chat.choose(words.check(lines, address), words.verdicts, patience(chat, words))
    if (verdict.is === 'no') {
      await chat.say(words.dropped)
      return chat.end('dropped')
    }
    try {
      const { number } = await chat.step('place the order', ({ idempotencyKey }) =>
        placeOrder(ordersOf(chat), { lines, address, phone: chat.contact.phone }, idempotencyKey),
      )
      await chat.say(words.placed(number))
      return chat.end('ordered')
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      await chat.say(words.person)
      return chat.handoff('An order could not be placed.', { summary: summaryOf(lines, address) })
    }
  },
})

/** Asks for products until the contact has all they want, and enough for a delivery. */
async function askLines(chat: Chat<Config>, words: Words): Promise<Line[]> {
  const lines: Line[] = []
  let question = words.what
  for (;;) {
    const product = await chat.choose(question, chat.config.products, patience(chat, words))
    const count = await chat.ask(words.howMany(product.label), {
      as: someNumber,
      retry: words.aNumber,
      ...patience(chat, words),
    })
    lines.push({ ...product, count })
    const isEnough = totalOf(lines) >= chat.config.minimum
    question = isEnough ? words.whatElse : words.tooLittle
    if (!isEnough) continue
    const next = await chat.choose(words.soFar(lines), words.nexts, patience(chat, words))
    if (next.is === 'done') return lines
  }
}

/** The first number in the answer: "2", "two (2)", "2, please". */
const someNumber = z.preprocess(
  (text) => /\d+/.exec(String(text))?.[0],
  z.coerce.number().int().min(1).max(99),
)

function ordersOf(chat: Chat<Config>) {
  return { url: chat.config.ordersUrl, token: chat.secret('ORDERS_TOKEN') }
}

/** Who does not answer for an hour is told so, once, and left alone. */
function patience(chat: Chat<Config>, words: Words) {
  return {
    timeout: '1 hour',
    onTimeout: async () => {
      await chat.say(words.abandoned)
      return chat.end('abandoned')
    },
  }
}
