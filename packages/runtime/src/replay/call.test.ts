import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import { CallError, type Chat, defineBackend } from './index.ts'

const payment = defineBackend({
  name: 'payment',
  input: z.object({ amount: z.number().positive(), currency: z.string().default('UYU') }),
  output: z.object({ paid: z.boolean(), note: z.string() }),
  on: { cancel: true },
  async run(chat) {
    const { amount, currency } = chat.input
    await chat.step('reserve', () => amount, { onUndo: () => log.push('release') })
    const note = await chat.ask(`${amount} ${currency}. Which card?`)
    return { paid: true, note }
  },
})

const log: string[] = []

type Run = (chat: Chat) => Promise<unknown>

const booking = (run: Run) =>
  defineBackend({ name: 'booking', on: { stop: { match: ['stop'], act: end } }, run })

function end(chat: Chat) {
  return chat.end('stopped')
}

function talk(run: Run) {
  log.length = 0
  const talking = new Conversation(booking(run))
  talking.backends = { payment, loop }
  return talking
}

const loop = defineBackend({ name: 'loop', run: (chat) => chat.call('loop') })

const buying: Run = async (chat) => {
  const name = await chat.ask('Your name?')
  await chat.step('book', () => name, { onUndo: () => log.push('unbook') })
  const { paid, note } = await chat.call(payment, { amount: 10 })
  const more = await chat.ask(`${name} paid ${paid} ${note}. More?`)
  await chat.say(`Bye ${more}`)
}

describe('a call', () => {
  test('lets another backend talk, and goes on with what it returned', async () => {
    const talking = talk(buying)
    await talking.hear('Hi')
    await talking.hear('Ana')
    expect(talking.texts).toEqual(['Your name?', '10 UYU. Which card?'])
    expect(talking.backend.name).toBe('payment')
    await talking.hear('visa')

    expect(talking.texts.at(-1)).toBe('Ana paid true visa. More?')
    expect(talking.backend.name).toBe('booking')
    expect(talking.kinds).toEqual(['ask', 'answer', 'step', 'call', 'returned', 'ask'])
    await talking.hear('no')
    expect(talking.end).toEqual({ type: 'done', outcome: null })
  })

  test('gives each message to the one that waits, also those that come together', async () => {
    const talking = talk(buying)
    await talking.hear('Hi')
    await talking.hear('Ana')
    talking.receive('visa').receive('too early')
    await talking.turn()

    expect(talking.texts.at(-1)).toBe('Ana paid true visa. More?')
    expect(talking.wait?.kind).toBe('message')
  })

  test('has the words of the one that called afterwards', async () => {
    const talking = talk(buying)
    await talking.hear('Hi')
    await talking.hear('Ana')
    await talking.hear('visa')
    await talking.hear('stop')

    expect(talking.end).toEqual({ type: 'done', outcome: 'stopped' })
  })

  test('gives null for a backend that returns nothing, and after chat.end', async () => {
    const results: unknown[] = []
    const talking = talk(async (chat) => {
      results.push(await chat.call('quiet'), await chat.call('ending'))
    })
    talking.backends = {
      quiet: defineBackend({ name: 'quiet', run: async () => {} }),
      ending: defineBackend({ name: 'ending', run: (chat) => chat.end('enough') }),
    }
    await talking.hear('Hi')

    expect(results.slice(-2)).toEqual([null, null])
  })

  test('does not leave the message that began it all to another run', async () => {
    const talking = talk((chat) => chat.call('greeter'))
    talking.backends = { greeter: defineBackend({ name: 'greeter', run: (chat) => chat.say('Hello.') }) }
    await talking.hear('Hi')

    expect(talking.end?.type).toBe('done')
    expect(talking.input('start').inbox).toEqual([])
  })

  test('shares what it changed of the contact', async () => {
    const talking = talk(async (chat) => {
      await chat.call('rename')
      await chat.say(`Hello ${chat.contact.name}.`)
      await chat.ask('So?')
      await chat.say(`Again ${chat.contact.name}.`)
    })
    talking.backends = {
      rename: defineBackend({ name: 'rename', run: (chat) => chat.contact.set({ name: 'Bea' }) }),
    }
    await talking.hear('Hi')
    await talking.hear('yes')

    expect(talking.texts).toEqual(['Hello Bea.', 'So?', 'Again Bea.'])
  })

  test('in a loop of checkpoints that nobody waits in is stopped', async () => {
    const talking = talk(async (chat) => {
      await chat.call('quiet')
      return chat.checkpoint(null)
    })
    talking.backends = { quiet: defineBackend({ name: 'quiet', run: async () => {} }) }
    await talking.hear('Hi')

    expect(talking.end).toMatchObject({ type: 'failed', failure: { code: 'limit' } })
  })
})

describe('an error of a call', () => {
  const caught = (ask: Run): Run => {
    return async (chat) => {
      const problem = await ask(chat).catch((error) => error)
      if (!(problem instanceof CallError)) throw problem
      await chat.say(`${problem.reason}: ${problem.message}`)
    }
  }

  test.each<[string, Run, RegExp]>([
    ['an unknown backend', (chat) => chat.call('order'), /^unknown: No micro-backend 'order' has an active/],
    [
      'a wrong input',
      (chat) => chat.call('payment', { amount: -1 }),
      /^invalid: The input does not fit 'payment'/,
    ],
    ['no input', (chat) => chat.call('payment'), /^invalid: The input does not fit 'payment'/],
    ['calls in a circle', (chat) => chat.call('loop'), /^failed: 'loop' failed: .*nested 5 deep/],
    [
      'an input that the schema at hand refuses',
      (chat) => chat.call(payment, { amount: -1 }),
      /^invalid: The input does not fit 'payment'/,
    ],
  ])('is caught for %s', async (_, ask, words) => {
    const talking = talk(caught(ask))
    await talking.hear('Hi')

    expect(talking.texts).toEqual([expect.stringMatching(words)])
    expect(talking.end?.type).toBe('done')
    expect(talking.input('start').inbox).toEqual([])
  })

  test.each<[string, Run, RegExp]>([
    ['throws', () => Promise.reject(new Error('No ink')), /^failed: 'other' failed: Error: No ink/],
    ['cancels', (chat) => chat.cancel('Too late'), /^cancelled: 'other' was cancelled: Too late/],
    ['returns what is no JSON', async () => new Map(), /^failed: .*The output of 'other' must be plain JSON/],
  ])('is caught for a backend that %s', async (_, run, words) => {
    const talking = talk(caught((chat) => chat.call('other')))
    talking.backends = { other: defineBackend({ name: 'other', run }) }
    await talking.hear('Hi')

    expect(talking.texts).toEqual([expect.stringMatching(words)])
  })

  test('is caught for a backend that returns something else than it declares', async () => {
    const talking = talk(caught((chat) => chat.call('other')))
    const run = async () => 'many' as never
    talking.backends = { other: defineBackend({ name: 'other', output: z.number(), run }) }
    await talking.hear('Hi')

    expect(talking.texts).toEqual([expect.stringMatching(/The output does not fit 'other'/)])
  })

  test('that is not caught fails the run', async () => {
    const talking = talk((chat) => chat.call('order'))
    await talking.hear('Hi')

    expect(talking.end).toMatchObject({ type: 'failed', failure: { code: 'terminal' } })
  })

  test('says that a backend with an input is not begun by a contact', async () => {
    const talking = new Conversation(payment)
    await talking.hear('Hi')

    expect(talking.end).toMatchObject({
      type: 'failed',
      failure: { code: 'invalid', message: expect.stringMatching(/^'payment' needs an input/) },
    })
  })
})

describe('a cancellation', () => {
  test('by the contact undoes what was called, and then what called it', async () => {
    const talking = talk(buying)
    await talking.hear('Hi')
    await talking.hear('Ana')
    await talking.hear('cancel')

    expect(log).toEqual(['release', 'unbook'])
    expect(talking.end).toMatchObject({
      type: 'cancelled',
      reason: expect.stringMatching(/'payment' was canc/),
    })
    expect(talking.texts.at(-1)).toBe('Done, it is cancelled.')
  })

  test('by the contact is the end of what was called alone for code that looks at it', async () => {
    const talking = talk(async (chat) => {
      await chat.step('book', () => null, { onUndo: () => log.push('unbook') })
      await chat.call(payment, { amount: 10 }).catch(() => chat.say('Pay later, then.'))
    })
    await talking.hear('Hi')
    await talking.hear('cancel')

    expect(log).toEqual(['release'])
    expect(talking.texts.at(-1)).toBe('Pay later, then.')
    expect(talking.end?.type).toBe('done')
  })

  test('by a member undoes all of it, the last first, and no code looks at it', async () => {
    const talking = talk(async (chat) => {
      await chat.step('book', () => null, { onUndo: () => log.push('unbook') })
      await chat.call(payment, { amount: 10 }).catch(() => chat.say('Never said.'))
    })
    await talking.hear('Hi')
    await talking.turn('cancel')

    expect(log).toEqual(['release', 'unbook'])
    expect(talking.end).toEqual({ type: 'cancelled', reason: null })
    expect(talking.texts).toEqual(['10 UYU. Which card?'])
  })
})

const placesOf = ({ journal }: Conversation) =>
  journal.map(({ position, kind, value }) => [position, kind, value])

describe('replay', () => {
  test('of a turn lost at any place comes to the same', async () => {
    const heard = ['Hi', 'Ana', 'visa', 'no']
    const whole = talk(buying)
    for (const text of heard) await whole.hear(text)

    for (let lost = 0; lost < 6; lost++) {
      let turns = 0
      const talking = talk(buying)
      const play = talking.play.bind(talking)
      // Each turn of the chain by its number, those that follow by themselves too.
      talking.play = async (...turn) => {
        if (turns++ === lost) await play(...turn)
        return play(...turn)
      }
      for (const text of heard) await talking.hear(text)
      expect(talking.texts).toEqual(whole.texts)
      expect(placesOf(talking)).toEqual(placesOf(whole))
    }
  })

  test('with another backend at its place differs', async () => {
    const talking = talk(buying)
    await talking.hear('Hi')
    await talking.hear('Ana')
    await talking.hear('visa')
    talking.backend = booking(async (chat) => {
      const name = await chat.ask('Your name?')
      await chat.step('book', () => name)
      await chat.call('shipping')
    })
    await talking.hear('no')

    expect(talking.end).toMatchObject({ type: 'failed', failure: { code: 'nondeterminism' } })
  })
})

test('what is called says what it takes and gives', () => {
  const run: Run = async (chat) => {
    expectTypeOf(await chat.call(payment, { amount: 1 })).toEqualTypeOf<{ paid: boolean; note: string }>()
    expectTypeOf(await chat.call<number>('payment')).toEqualTypeOf<number>()
    expectTypeOf(await chat.call('payment')).toEqualTypeOf<unknown>()
    // @ts-expect-error: the input is missing
    await chat.call(payment)
    // @ts-expect-error: the amount is no number
    await chat.call(payment, { amount: 'ten' })
  }
  expect(run).toBeTypeOf('function')
  defineBackend({ name: 'typed', run: async (chat) => expectTypeOf(chat.input).toEqualTypeOf<undefined>() })
})
