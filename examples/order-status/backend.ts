import { type Chat, defineBackend, StepError, z } from '@hilo/sdk'
import { type Config, config } from './config.ts'
import { findByCode, findByPhone, mailCode, type Order } from './shop.ts'
import { orderStatus } from './tools.ts'
import { type Words, wordsFor } from './words.ts'

/** In one conversation, however many orders it asks for: a right answer buys no further guesses. */
const WRONG_MAX = 3

type Talk = Chat<Config>

/**
 * Tells how an order stands, to who proves that it is theirs. Before that nothing is said about it, not even
 * whether there is one: an unknown number and a wrong proof get the same words. What others tried in other
 * conversations it cannot know: the shop counts the attempts at a code.
 */
export default defineBackend({
  name: 'order-status',
  config,
  secrets: ['SHOP_TOKEN'],
  egress: ['*'],
  on: { human: true, cancel: true },
  tools: { orderStatus },
  async run(chat) {
    const words = wordsFor(chat.locale)
    try {
      await talk(chat, words)
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      await handOver(chat, words, { say: words.down, summary: error.message })
    }
  },
})

async function talk(chat: Talk, words: Words): Promise<void> {
  let question = words.number
  for (let wrong = 0; wrong < WRONG_MAX; ) {
    const number = await chat.ask(question, {
      as: orderNumber,
      retry: words.numberAgain,
      ...patience(chat, words),
    })
    const proof = await chat.choose(words.proof, words.proofs, patience(chat, words))
    if (proof.by === 'person') return handOver(chat, words, { summary: `Asks about order ${number}.` })

    const order =
      proof.by === 'phone' ? await byPhone(chat, words, number) : await byCode(chat, words, number)
    if (!order) {
      wrong++
      question = words.notFound
      continue
    }
    await chat.say(words.standing(order))
    const next = await chat.choose(words.next, words.nexts, { timeout: '1 hour', onTimeout: () => END })
    if (next.to === 'person') return handOver(chat, words, { summary: `Has order ${number} before them.` })
    if (next.to === 'end') return chat.end('told')
    question = words.otherNumber
  }
  return handOver(chat, words, {
    say: words.person,
    summary: `${WRONG_MAX} times no order with the number and the proof that were given.`,
  })
}

const END = { to: 'end' } as const

/** The number in the answer: "1001", "#1001", "it is 1001, please". */
const orderNumber = z.preprocess((text) => /\d+/.exec(String(text))?.[0], z.string().regex(/^\d{4,8}$/))
const fourDigits = z.preprocess((text) => String(text).replace(/\D/g, ''), z.string().length(4))
const sixDigits = z.preprocess((text) => String(text).replace(/\D/g, ''), z.string().length(6))

async function byPhone(chat: Talk, words: Words, number: string): Promise<Order | null> {
  const digits = await chat.ask(words.digits, {
    as: fourDigits,
    retry: words.digitsAgain,
    ...patience(chat, words),
  })
  return chat.step('check the phone', () => findByPhone(shopOf(chat), number, digits))
}

async function byCode(chat: Talk, words: Words, number: string): Promise<Order | null> {
  await chat.step('mail a code', ({ idempotencyKey }) => mailCode(shopOf(chat), number, idempotencyKey))
  const code = await chat.ask(words.code, {
    as: sixDigits,
    retry: words.codeAgain,
    ...patience(chat, words),
  })
  return chat.step('check the code', ({ idempotencyKey }) =>
    findByCode(shopOf(chat), { number, code }, idempotencyKey),
  )
}

function shopOf(chat: Talk) {
  return { url: chat.config.shopUrl, token: chat.secret('SHOP_TOKEN') }
}

/** Who does not answer for half an hour is told so, once, and left alone. */
function patience(chat: Talk, words: Words) {
  return {
    timeout: '30 minutes',
    onTimeout: async () => {
      await chat.say(words.abandoned)
      return chat.end('abandoned')
    },
  }
}

async function handOver(
  chat: Talk,
  words: Words,
  { say = words.person, summary }: { say?: string; summary: string },
): Promise<void> {
  await chat.say(say)
  await chat.handoff('A person has to look at an order.', { summary })
  await chat.say(words.back)
}
