import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) =>
  new Conversation(defineBackend({ name: 'test', on: { cancel: true }, run }))

describe('a turn that is lost, and then a cancellation by a member', () => {
  const done: string[] = []
  const booking = (wait: (chat: Chat) => Promise<unknown>) =>
    talk(async (chat) => {
      await wait(chat)
      await chat.step('book', () => done.push('booked'), { onUndo: () => void done.push('undone') })
      await chat.step('pay', () => done.push('paid'))
      await chat.ask('Anything else?')
    })
  /** The turn under way does its first step, and is lost with the rest. */
  async function lose(talking: ReturnType<typeof booking>, wake: 'message' | 'timer' | 'hand_back') {
    done.length = 0
    talking.beforeStep = ({ name }) => {
      if (name === 'pay') throw new Error('lost')
    }
    await expect(talking.play(wake)).rejects.toThrow('lost')
    expect(done).toEqual(['booked', 'paid'])
  }

  test.each([
    ['an answer', (chat: Chat) => chat.ask('Sure?'), 'message'],
    ['a pause', (chat: Chat) => chat.sleep('1 minute'), 'timer'],
    ['a hand-off', (chat: Chat) => chat.handoff('help'), 'hand_back'],
  ] as const)('undo what was done behind %s', async (_what, wait, wake) => {
    const talking = await booking(wait).hear('hello')
    if (wake === 'message') talking.receive('yes')
    talking.clock += 60_000
    await lose(talking, wake)
    await talking.turn('cancel')

    expect(talking.end).toEqual({ type: 'cancelled', reason: null })
    expect(done).toEqual(['booked', 'paid', 'undone'])
    expect(talking.input('message').inbox).toEqual([])
  })

  test('undo what was done behind an answer that people had before them too', async () => {
    const talking = await booking(async (chat) => {
      await chat.step('hold', () => 1, { onUndo: () => void done.push('released') })
      await chat.ask('Sure?')
    }).hear('hello')
    await lose(talking.receive('yes'), 'message')
    talking.hold()
    talking.release()
    talking.beforeStep = () => {}
    await talking.turn('hand_back')
    await talking.turn('cancel')

    expect(done).toEqual(['booked', 'paid', 'paid', 'undone', 'released'])
    expect(talking.end).toEqual({ type: 'cancelled', reason: null })
  })

  test('hears nothing that was written where no step was done behind the question', async () => {
    const talking = await booking((chat) => chat.ask('Sure?')).hear('hello')
    done.length = 0
    await talking.receive('yes').receive('Hello?').turn('cancel')

    expect([done, talking.kinds]).toEqual([[], ['ask', 'cancel']])
    expect(talking.input('message').inbox).toEqual([])
  })

  test('after an interrupt was answered undo what was before it', async () => {
    const talking = new Conversation(
      defineBackend({
        name: 'test',
        on: { hours: { match: ['hours'], act: (chat) => chat.say('9 to 5') } },
        run: async (chat) => {
          await chat.step('book', () => 1, { onUndo: () => void done.push('undone') })
          await chat.ask('Sure?')
        },
      }),
    )
    done.length = 0
    await talking.hear('hello')
    await talking.hear('hours')
    await talking.turn('cancel')

    expect([done, talking.end]).toEqual([['undone'], { type: 'cancelled', reason: null }])
  })
})

describe('a run that a member cancels in its first turn', () => {
  test('says nothing, and changes no records, in any of the turns that undo it', async () => {
    const done: unknown[] = []
    // Of the lost turn, and of the next.
    let failures = 2
    const talking = talk(async (chat) => {
      await chat.say('One moment')
      await chat.tag('vip')
      await chat.note('Was here')
      await chat.contact.set({ name: 'Bea' })
      await chat.assign(null)
      await chat.random()
      await chat.step('book', () => 1, {
        onUndo: () => {
          if (failures-- > 0) throw new Error('Not yet')
          done.push(chat.contact.name)
        },
      })
      await chat.say('Booked')
      await chat.step('pay', () => 1)
      await chat.cancel('lost', { say: 'Never mind.' })
    })
    const lost = await talking.receive('hello').play('start')
    expect(lost.entries.some(({ kind }) => kind === 'tag')).toBe(true)
    await talking.turn('cancel')
    expect(talking.wait).toMatchObject({ name: 'undo book' })
    await talking.pass(60_000)

    expect(talking.end?.type).toBe('cancelled')
    expect([talking.sent, talking.done, done]).toEqual([[], [], ['Bea']])
  })
})

describe('a message that comes when the one that began the run is gone', () => {
  const unread = (talking: ReturnType<typeof talk>) => talking.input('message').inbox.map(({ seq }) => seq)

  test('is left to the next run while a cancelled one is undone, which never asked', async () => {
    let failures = 1
    const talking = talk(async (chat) => {
      await chat.step('book', () => 1, {
        onUndo: () => {
          if (failures-- > 0) throw new Error('Not yet')
        },
      })
      await chat.sleep('1 hour')
    })
    await talking.hear('hello')
    await talking.turn('cancel')
    talking.receive('Hello?').clock += 60_000
    await talking.turn('cancel')

    expect([talking.end?.type, unread(talking)]).toEqual(['cancelled', [2]])
  })

  test.each([
    ['a pause', (chat: Chat) => chat.sleep('1 hour')],
    ['a hand-off', (chat: Chat) => chat.handoff('help')],
    [
      'a pause before a checkpoint',
      async (chat: Chat) => {
        if (chat.state) return chat.sleep('1 hour')
        await chat.sleep('1 minute')
        await chat.checkpoint(true)
      },
    ],
  ])('is left to the next run when people handed %s back', async (_what, wait) => {
    const talking = talk(async (chat) => {
      await wait(chat)
      await chat.sleep('1 hour')
    })
    await talking.hear('hello')
    talking.hold()
    talking.receive('Anybody?').release()
    await talking.turn('hand_back')
    talking.receive('Thanks')
    for (let turns = 0; turns < 3; turns++) await talking.pass(3_600_000)

    expect([talking.end?.type, unread(talking)]).toEqual(['done', [3]])
  })
})
