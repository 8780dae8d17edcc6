import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { AskExhausted, AskTimeout, defineBackend } from './index.ts'

const HOUR = 3_600_000

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

const number = z.coerce.number().int().min(1).max(8)

describe('chat.ask', () => {
  test('without a question gives the oldest unread message', async () => {
    const talking = talk(async (chat) => {
      await chat.say(`First: ${await chat.ask()}`)
      await chat.say(`Second: ${await chat.ask()}`)
    })

    await talking.receive('one').receive('two').turn('start')

    expect(talking.texts).toEqual(['First: one', 'Second: two'])
    expect(talking.end).toEqual({ type: 'done', outcome: null })
  })

  test('is called by its whole question, or by its first words and a sign that there are more', async () => {
    const question = 'Hi! Happy to book you a table. How many of you will there be?'
    const long = `${question} ${'Please tell me. '.repeat(8)}`
    const nameOf = async (text: string) => {
      const talking = talk(async (chat) => void (await chat.ask(text)))
      await talking.receive('hello').turn('start')
      return talking.wait && 'name' in talking.wait ? talking.wait.name : null
    }

    expect(await nameOf(question)).toBe(question)
    expect(await nameOf(long)).toBe(`${question} Please tell me. Please tell me. Please tell me. Please…`)
  })

  test('with a question reads past what was written before it', async () => {
    const talking = talk(async (chat) =>
      chat.say(`Table for ${await chat.ask('How many?', { as: number })}.`),
    )

    await talking.receive('hello').receive('5 please?').turn('start')
    expect(talking.wait).toMatchObject({ kind: 'message', position: '0001', name: 'How many?', dueAt: null })
    await talking.hear('4')

    expect(talking.texts).toEqual(['How many?', 'Table for 4.'])
  })

  test('reads past what came while the question was on its way', async () => {
    const talking = talk(async (chat) => chat.say(`So: ${await chat.ask('Really?')}`))
    const played = await talking.receive('hello').play('start')
    talking.receive('are you there?').commit(played)

    await talking.turn()
    expect(talking.texts).toEqual(['Really?'])
    await talking.hear('yes')

    expect(talking.texts).toEqual(['Really?', 'So: yes'])
  })

  test('asks again until the answer fits, and takes the next message that does', async () => {
    const talking = talk(async (chat) => {
      const guests = await chat.ask('How many?', {
        as: number,
        retry: ({ answer }) => `'${answer}' is no number.`,
      })
      await chat.say(`${guests}`)
    })
    await talking.hear('hello')
    await talking.hear('four')
    await talking.receive('many').receive('4').turn()

    expect(talking.texts).toEqual(['How many?', "'four' is no number.", "'many' is no number.", '4'])
    expect(talking.journal.map((entry) => entry.position)).toEqual([
      ...['0001', '0001.0001', '0001.0002', '0001.0003'],
      ...['0002', '0003'],
    ])
  })

  test.each([
    ['en', 'Sorry, I did not get that.'],
    ['es_AR', 'Perdón, no te entendí.'],
    ['pt-BR', 'Desculpe, não entendi.'],
    [null, 'Sorry, I did not get that.'],
  ])('has words of its own for %s', async (locale, words) => {
    const talking = talk((chat) => chat.ask('?', { as: number }))
    talking.locale = locale
    await talking.hear('hello')
    await talking.hear('x')

    expect(talking.texts[1]).toContain(words)
  })

  test('never takes a photo without a caption for the number 0', async () => {
    const talking = talk((chat) => chat.ask('?', { as: z.coerce.number() }))
    await talking.hear('hello')
    await talking.hear({ type: 'media', kind: 'image' })

    expect(talking.kinds).toEqual(['ask', 'retry'])
  })

  test.each([
    { type: 'reaction', emoji: '👍', targetExternalId: 'x' },
    { type: 'edit', targetExternalId: 'x', text: '5' },
    { type: 'unsend', targetExternalId: 'x' },
    { type: 'system', event: 'number_changed', text: 'The number changed.' },
  ] as const)('reads past a $type', async (content) => {
    const talking = talk(async (chat) => chat.say(await chat.ask('?')))
    await talking.hear('hello')
    await talking.hear(content)
    expect(talking.texts).toEqual(['?'])
    expect(talking.input('message').inbox).toEqual([])
    await talking.hear('yes')

    expect(talking.texts).toEqual(['?', 'yes'])
  })

  test('refuses an answer that the journal could not keep', async () => {
    const talking = talk((chat) => chat.ask('When?', { as: z.coerce.date() }))
    await talking.hear('hello')
    await talking.hear('2026-01-01')

    expect(talking.end).toMatchObject({
      failure: { code: 'exception', message: /The answer must be plain JSON/ },
    })
  })

  test('gives up after so many attempts, which can be caught', async () => {
    const talking = talk(async (chat) => {
      try {
        await chat.ask('How many?', { as: number, attempts: 2, retry: 'A number.' })
      } catch (error) {
        expect(error).toBeInstanceOf(AskExhausted)
        await chat.handoff('does not understand')
      }
      await chat.say('back')
    })
    await talking.hear('hello')
    await talking.hear('a')
    await talking.hear('b')
    expect(talking.texts).toEqual(['How many?', 'A number.'])
    expect(talking.end).toMatchObject({ handoff: { reason: 'does not understand' } })
    await talking.turn('hand_back')

    expect(talking.texts.at(-1)).toBe('back')
  })
})

describe('a timeout', () => {
  test('may be a moment, also one by the clock of the place, and is found once', async () => {
    const talking = talk((chat) => chat.ask('Still there?', { until: '2026-01-05T14:00:00Z' }))
    await talking.hear('hello')
    expect(talking.wait).toMatchObject({ dueAt: Date.UTC(2026, 0, 5, 14) })

    const byClock = talk((chat) => chat.ask('Still there?', { until: '09:00' }))
    await byClock.hear('hello')
    expect(byClock.wait).toMatchObject({ dueAt: Date.UTC(2026, 0, 6, 9) })
    byClock.clock += 24 * HOUR
    await byClock.turn('recover')
    expect(byClock.end).toMatchObject({ type: 'failed', failure: { message: /did not answer/ } })
  })

  test('is one of the two: a length or a moment', async () => {
    const talking = talk((chat) => chat.ask('Hm?', { timeout: '1 hour', until: '09:00' }))
    await talking.hear('hello')

    expect(talking.end).toMatchObject({
      type: 'failed',
      failure: { message: "Error: The question 'Hm?' has timeout and until: give one of them." },
    })
  })

  test('throws what an author can catch', async () => {
    const talking = talk(async (chat) => {
      try {
        await chat.ask('Still there?', { timeout: '1 hour' })
      } catch (error) {
        await chat.say(error instanceof AskTimeout ? 'too late' : 'other')
      }
    })
    await talking.hear('hello')
    await talking.pass(HOUR / 2)
    expect(talking.texts).toEqual(['Still there?'])
    await talking.pass(HOUR)

    expect(talking.texts).toEqual(['Still there?', 'too late'])
  })

  test('uncaught says what is missing', async () => {
    const talking = talk((chat) => chat.ask('Still there?', { timeout: '1 hour' }))
    await talking.hear('hello')
    await talking.pass(2 * HOUR)

    expect(talking.end).toMatchObject({ failure: { code: 'exception', message: /add onTimeout/ } })
  })

  test('gives what onTimeout returns, which may use chat', async () => {
    const talking = talk(async (chat) => {
      const answer = await chat.ask('?', {
        timeout: 1000,
        onTimeout: async () => {
          await chat.say('Never mind.')
          return 'none' as const
        },
      })
      await chat.say(answer)
    })
    await talking.hear('hello')
    await talking.pass(HOUR)

    expect(talking.texts).toEqual(['?', 'Never mind.', 'none'])
  })

  test('may end the run', async () => {
    const talking = talk((chat) => chat.ask('?', { timeout: 1000, onTimeout: () => chat.end('abandoned') }))
    await talking.hear('hello')
    await talking.pass(HOUR)

    expect(talking.end).toEqual({ type: 'done', outcome: 'abandoned' })
  })

  test('loses to a message that came in time, even when the timer wakes first', async () => {
    const talking = talk((chat) => chat.ask('?', { timeout: '1 hour', onTimeout: () => chat.end('late') }))
    await talking.hear('hello')
    talking.receive('in time')
    await talking.pass(2 * HOUR)

    expect(talking.end).toEqual({ type: 'done', outcome: null })
    expect(talking.kinds).toEqual(['ask', 'answer', 'end'])
  })

  test('wins over a message that came after it, which stays unread', async () => {
    const talking = talk(async (chat) => {
      await chat.ask('?', { timeout: '1 hour', onTimeout: () => undefined })
      await chat.say(`unread: ${await chat.ask()}`)
    })
    await talking.hear('hello')
    talking.clock += 2 * HOUR
    await talking.hear('late')

    expect(talking.texts).toEqual(['?', 'unread: late'])
  })

  test('is not moved by an answer that was not accepted', async () => {
    const talking = talk((chat) => chat.ask('?', { as: number, timeout: '1 hour' }))
    await talking.hear('hello')
    const dueAt = talking.wait?.dueAt
    await talking.hear('x')

    expect(talking.wait?.dueAt).toBe(dueAt)
  })
})

describe('a hand-back', () => {
  test('puts the question again, once', async () => {
    const talking = talk(async (chat) => chat.say(await chat.ask('How many?')))
    await talking.hear('hello')
    talking.receive('to the person who helped')
    await talking.turn('hand_back')
    expect(talking.texts).toEqual(['How many?', 'How many?'])
    await talking.hear('4')

    expect(talking.texts).toEqual(['How many?', 'How many?', '4'])
    expect(talking.kinds).toEqual(['ask', 'prompt', 'answer', 'say', 'end'])
  })

  test('offers the choices again under the same ids', async () => {
    const talking = talk(async (chat) => chat.say(await chat.choose('Which?', ['Red', 'Blue'])))
    await talking.hear('hello')
    const first = talking.sent[0]
    await talking.turn('hand_back')
    await talking.press('Blue', first)

    expect(talking.sent[1]).toEqual(first)
    expect(talking.texts.at(-1)).toBe('Blue')
  })
})

describe('what is said in a voice note', () => {
  const note: Content = { type: 'media', kind: 'audio', mediaId: 'f1' }

  test('answers as if it were written, where it is known; a picture does not', async () => {
    const talking = new Conversation(
      defineBackend({
        name: 'test',
        async run(chat) {
          const count = await chat.ask('How many?', { as: z.coerce.number(), retry: 'A number.' })
          const table = await chat.choose('Where?', ['Terrace', 'Inside'])
          await chat.say(`${count} ${table}`)
        },
      }),
    )
    await talking.hear('hi')
    await talking.hear(note)
    await talking.hear({ ...note, kind: 'image' }, { words: '3' })
    await talking.hear(note, { words: '2' })
    await talking.hear(note, { words: 'Inside, please.' })

    expect(talking.texts).toEqual(['How many?', 'A number.', 'A number.', 'Where?', '2 Inside'])
  })

  test('may be a word that means the same at any question', async () => {
    const talking = new Conversation(
      defineBackend({ name: 'test', on: { cancel: true }, run: (chat) => chat.ask('How many?') }),
    )
    await talking.hear('hi')
    await talking.hear(note, { words: 'Cancel.' })

    expect(talking.end).toMatchObject({ type: 'cancelled' })
  })
})
