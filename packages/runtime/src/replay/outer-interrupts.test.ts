import { beforeEach, describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import { type Backend, type Chat, defineBackend, type Interrupts } from './index.ts'

const log: string[] = []
const heard: string[] = []

beforeEach(() => {
  log.length = 0
  heard.length = 0
})

type Run = (chat: Chat) => Promise<unknown>

function backendOf(name: string, on: Interrupts, run: Run) {
  return defineBackend({ name, on, run })
}

const prices: Interrupts = {
  prices: {
    match: [/how much/i],
    act: (chat, words) => {
      heard.push(words)
      return chat.say('An hour is 5.')
    },
  },
}

/** Three that call each other: the shop, the payment, the card. */
function shop(
  on: { shop?: Interrupts; payment?: Interrupts; card?: Interrupts },
  run: { shop?: Run; payment?: Run; card?: Run } = {},
): Conversation {
  const undone = (name: string, chat: Chat) => chat.step(name, () => name, { onUndo: () => log.push(name) })
  const card = backendOf('card', on.card ?? {}, async (chat) => {
    await undone('card', chat)
    return (run.card ?? ((chat) => chat.ask('Number?')))(chat)
  })
  const payment = backendOf('payment', on.payment ?? {}, async (chat) => {
    await undone('payment', chat)
    return (run.payment ?? ((chat) => chat.call('card')))(chat)
  })
  const order = async (chat: Chat) => {
    await undone('shop', chat)
    await chat.say(`Paid with ${await (run.shop ?? ((chat) => chat.call('payment')))(chat)}`)
  }
  const talking = new Conversation(backendOf('shop', on.shop ?? {}, order) as Backend)
  talking.backends = { payment, card }
  return talking
}

async function atTheNumber(...about: Parameters<typeof shop>): Promise<Conversation> {
  const talking = shop(...about)
  await talking.hear('Hi')
  expect(talking.texts.at(-1)).toBe('Number?')
  return talking
}

describe('a word of the one that called', () => {
  test('cancels what was called with its undoing, is answered, and the call begins anew', async () => {
    const talking = await atTheNumber({ payment: prices })
    await talking.hear('How much is it?')

    expect(log).toEqual(['card'])
    expect(heard).toEqual(['How much is it?'])
    expect(talking.texts).toEqual(['Number?', 'An hour is 5.', 'Number?'])
    expect(talking.backend.name).toBe('card')
    await talking.hear('4')
    expect(talking.texts.at(-1)).toBe('Paid with 4')
    expect(talking.end?.type).toBe('done')
  })

  test('may be said again and again', async () => {
    const talking = await atTheNumber({ payment: prices })
    for (const words of ['how much?', 'and how much?', 'how much']) await talking.hear(words)
    await talking.hear('4')

    expect(talking.texts.filter((text) => text === 'An hour is 5.')).toHaveLength(3)
    expect(log).toEqual(['card', 'card', 'card'])
    expect(talking.texts.at(-1)).toBe('Paid with 4')
  })

  test('of one further out cancels all between, the last first', async () => {
    const talking = await atTheNumber({ shop: prices })
    await talking.hear('how much')

    expect(log).toEqual(['card', 'payment'])
    expect(talking.texts).toEqual(['Number?', 'An hour is 5.', 'Number?'])
    await talking.hear('4')
    expect(talking.texts.at(-1)).toBe('Paid with 4')
  })

  test('counts for the innermost that has it', async () => {
    const own = (name: string): Interrupts => ({
      who: { match: ['who'], act: (chat) => chat.say(`I am ${name}.`) },
    })
    const all = { shop: own('shop'), payment: own('payment'), card: own('card') }
    const told = async (on: Partial<typeof all>) => {
      const talking = await atTheNumber(on)
      await talking.hear('Who?')
      return talking.texts[1]
    }

    expect(await told(all)).toBe('I am card.')
    expect(await told({ shop: all.shop, payment: all.payment })).toBe('I am payment.')
    expect(await told({ shop: all.shop })).toBe('I am shop.')
  })

  test('cancel, built in, undoes all of it, and the contact is told once', async () => {
    const talking = await atTheNumber({ shop: { cancel: true } })
    await talking.hear('Cancelar, por favor')

    expect(log).toEqual(['card', 'payment', 'shop'])
    expect(talking.end).toMatchObject({ type: 'cancelled', reason: 'The contact cancelled.' })
    expect(talking.texts).toEqual(['Number?', 'Done, it is cancelled.'])
    expect(talking.input('start').inbox).toEqual([])
  })

  test('human, built in, gives the conversation to people, and a hand-back calls anew', async () => {
    const talking = await atTheNumber({ shop: { human: true } })
    await talking.hear('I want to talk to a person')

    expect(talking.backend.name).toBe('shop')
    expect(talking.wait?.kind).toBe('hand_back')
    talking.release()
    await talking.turn('hand_back')
    expect(talking.texts.at(-1)).toBe('Number?')
    await talking.hear('4')
    expect(talking.texts.at(-1)).toBe('Paid with 4')
  })

  test('is heard in a pause of what was called', async () => {
    const talking = shop({ payment: prices }, { card: (chat) => chat.sleep('1 hour') })
    await talking.hear('Hi')
    await talking.hear('how much?')

    expect(talking.texts).toEqual(['An hour is 5.'])
    expect(talking.wait?.kind).toBe('sleep')
  })

  test('is heard when it began the conversation, once', async () => {
    const talking = shop({ payment: prices })
    await talking.hear('how much?')

    expect(heard).toEqual(['how much?'])
    expect(talking.texts).toEqual(['An hour is 5.', 'Number?'])
  })

  test('that was answered in a pause before the call is not heard again', async () => {
    const pausing: Run = async (chat) => {
      await chat.sleep('1 hour')
      return chat.call('card')
    }
    const talking = shop({ payment: prices }, { payment: pausing })
    await talking.hear('Hi')
    await talking.hear('four')
    await talking.hear('how much?')
    talking.clock += 3_600_000
    await talking.turn('timer')

    expect(talking.texts).toEqual(['An hour is 5.', 'Number?'])
    expect(log).toEqual([])
  })

  test('is an answer like any other while an interrupt of what was called is being answered', async () => {
    const asking: Interrupts = {
      help: { match: ['help'], act: async (chat) => chat.say(`So: ${await chat.ask('With what?')}`) },
    }
    const talking = await atTheNumber({ payment: prices, card: asking })
    await talking.hear('help')
    await talking.hear('how much')

    expect(talking.texts).toContain('So: how much')
    expect(log).toEqual([])
  })

  test('does not reach code that was called by an interrupt', async () => {
    const calling: Interrupts = {
      pay: { match: ['pay'], act: (chat) => chat.call('card') },
      ...prices,
    }
    const talking = shop({ shop: calling }, { shop: (chat) => chat.ask('What?') })
    await talking.hear('Hi')
    await talking.hear('pay')
    await talking.hear('how much')

    expect(heard).toEqual([])
    expect(talking.texts).toEqual(['What?', 'Number?', 'What?'])
  })

  test('reaches a caller that catches the cancellations of others', async () => {
    const catching: Run = (chat) => chat.call('card').catch(() => 'nothing')
    const talking = await atTheNumber({ payment: prices }, { payment: catching })
    await talking.hear('how much')
    await talking.hear('4')

    expect(talking.texts.at(-1)).toBe('Paid with 4')
  })

  test('leaves what cannot be undone to the one that called, as a failed call', async () => {
    const broken: Run = async (chat) => {
      const onUndo = () => Promise.reject(new Error('gone'))
      await chat.step('hold', () => 1, { onUndo, retry: { attempts: 1 } })
      return chat.ask('Number?')
    }
    const talking = await atTheNumber({ shop: { cancel: true } }, { card: broken })
    await talking.hear('cancel')

    expect(talking.end).toMatchObject({
      type: 'failed',
      failure: { message: expect.stringMatching(/not all of it could be undone.*gone/) },
    })
  })

  test('is found again when the turn is lost in which it was undone', async () => {
    const talking = await atTheNumber({ shop: prices })
    talking.receive('how much?')
    // The process dies after the undoing, before its end is stored.
    await talking.play('message')
    expect(log).toEqual(['card'])
    await talking.turn('recover')

    expect(log).toEqual(['card', 'payment'])
    expect(talking.texts).toEqual(['Number?', 'An hour is 5.', 'Number?'])
  })

  test('is left out when its expression is none, and the others are heard', async () => {
    const talking = await atTheNumber({ payment: prices })
    const called = talking.circumstances.called
    if (!called?.outer?.[0]) throw new Error('No words of the one that called.')
    called.outer[0] = [{ name: 'broken', match: [{ source: '(', flags: 'x' }] }, ...called.outer[0]]
    await talking.hear('how much')

    expect(heard).toEqual(['how much'])
  })
})
