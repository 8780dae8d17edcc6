import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'
import type { AskOptions } from './options.ts'

const prices = { match: ['prices'], act: (chat: Chat) => chat.say('40 each.') }

function talk(run: (chat: Chat) => Promise<unknown>, { bursts = true } = {}) {
  const talking = new Conversation(defineBackend({ name: 'test', on: { prices }, run }))
  talking.circumstances = { ...talking.circumstances, bursts }
  return talking
}

const asking = (options: AskOptions<unknown, unknown> = {}, inbox = {}) =>
  talk(async (chat) => chat.say(`Noted: ${await chat.ask('What is it?', options)}`), inbox)

const answerOf = (talking: Conversation) => talking.journal.find(({ kind }) => kind === 'answer')?.value

describe('several messages in one turn', () => {
  test('are one answer, a line each, and the journal has all their ids', async () => {
    const talking = await asking().hear('hello')
    await talking.receive('It is').receive('about my order').hear('A-18')

    expect(talking.texts).toEqual(['What is it?', 'Noted: It is\nabout my order\nA-18'])
    expect(answerOf(talking)).toEqual({
      messageId: 'm5',
      messageIds: ['m3', 'm4', 'm5'],
      answer: 'It is\nabout my order\nA-18',
    })
    expect(talking.input('message').inbox).toEqual([])
  })

  test('are read once when the answer is replayed', async () => {
    const talking = await talk(async (chat) => {
      const said = await chat.ask('What is it?')
      await chat.say(`${said} / ${await chat.ask('And?')}`)
    }).hear('hello')
    await talking.receive('one').hear('two')
    await talking.hear('three')

    expect(talking.texts).toEqual(['What is it?', 'And?', 'one\ntwo / three'])
  })

  test('that begin a run are what ask() without a question takes', async () => {
    const talking = talk(async (chat) => chat.say(await chat.ask()))
    await talking.receive('one').receive('two').turn('start')

    expect(talking.texts).toEqual(['one\ntwo'])
  })

  test('are as they were: one message keeps the shape it had', async () => {
    const talking = await asking().hear('hello')
    await talking.hear('A-18')

    expect(answerOf(talking)).toEqual({ messageId: 'm3', answer: 'A-18' })
  })

  test('leave out what has no text', async () => {
    const talking = await asking().hear('hello')
    talking.receive({ type: 'media', kind: 'image', mime: 'image/png', caption: '' } as never)
    await talking.hear('my ID')

    expect(talking.texts.at(-1)).toBe('Noted: my ID')
    expect(answerOf(talking)).toMatchObject({ messageIds: ['m3', 'm4'] })
  })

  test('end before an interrupt, which is answered after them', async () => {
    const talking = await talk(async (chat) => {
      await chat.say(`Noted: ${await chat.ask('What is it?')}`)
      await chat.ask('Anything else?')
    }).hear('hello')
    await talking.receive('my').receive('order').hear('prices')

    expect(talking.texts).toEqual(['What is it?', 'Noted: my\norder', '40 each.', 'Anything else?'])
  })

  test('that came before the question are no part of the answer', async () => {
    const talking = talk(async (chat) => chat.say(`Noted: ${await chat.ask('What is it?')}`))
    await talking.receive('hello').receive('there').turn('start')
    await talking.hear('A-18')

    expect(talking.texts).toEqual(['What is it?', 'Noted: A-18'])
  })

  test('that are more than a journal entry may have are answers one after the other', async () => {
    const talking = await talk(async (chat) => {
      const first = await chat.ask('What is it?')
      const rest = await chat.ask()
      await chat.say(`${first.length} ${rest.length}`)
    }).hear('hello')
    for (let n = 0; n < 20; n++) talking.receive('x'.repeat(1_000))
    await talking.turn()

    expect(talking.texts).toEqual(['What is it?', '16015 4003'])
  })
})

describe('each message is an answer of its own', () => {
  const single = async (talking: Conversation) => {
    await talking.hear('hello')
    await talking.receive('one').hear('two')
    expect(talking.texts).toEqual(['What is it?', 'Noted: one'])
  }

  test('where the inbox takes no bursts', () => single(asking({}, { bursts: false })))
  test('to a question with a schema', () => single(asking({ as: z.string() })))
  test('to a question that says so', () => single(asking({ burst: false })))
})

describe('a question that takes bursts', () => {
  test.each([
    [true, 'always'],
    ['2 seconds', 2_000],
  ] as const)('by burst: %s does so whatever the inbox says, and tells the host', async (burst, told) => {
    const talking = await asking({ burst }, { bursts: false }).hear('hello')
    expect(talking.wait).toMatchObject({ kind: 'message', burst: told })
    await talking.receive('one').hear('two')

    expect(talking.texts).toEqual(['What is it?', 'Noted: one\ntwo'])
  })

  test('refuses them as one when they do not fit', async () => {
    const talking = await asking({ as: z.string().regex(/^\d+$/), burst: true, retry: 'Digits!' }).hear(
      'hello',
    )
    await talking.receive('12').hear('34')
    await talking.hear('1234')

    expect(talking.texts).toEqual(['What is it?', 'Digits!', 'Noted: 1234'])
    expect(talking.journal.find(({ kind }) => kind === 'retry')?.value).toMatchObject({
      messageIds: ['m3', 'm4'],
    })
  })

  test('leaves it to the inbox where nothing is said, and says so to the host', async () => {
    expect((await asking().hear('hello')).wait).toMatchObject({ burst: 'inbox' })
    expect((await asking({ as: z.string() }).hear('hello')).wait).not.toHaveProperty('burst')
  })

  test('does not wait for longer than people would', async () => {
    const talking = await asking({ burst: '1 minute' }).hear('hello')

    expect(talking.end).toMatchObject({ type: 'failed', failure: { message: /more than 10 seconds/ } })
  })
})

describe('a turn that a newer message superseded', () => {
  test('is played again with both, and the step that was done stays with the messages it was done for', async () => {
    const talking = await talk(async (chat) => {
      const said = await chat.ask('What is it?')
      await chat.say(await chat.step('look', () => `Found: ${said}`))
      await chat.say(`Noted: ${await chat.ask()}`)
    }).hear('hello')
    await talking.receive('one').play()
    await talking.receive('two').turn()

    expect(talking.texts).toEqual(['What is it?', 'Found: one', 'Noted: two'])
  })

  test('is played again with both as one, where nothing was done yet', async () => {
    const talking = await asking().hear('hello')
    await talking.receive('one').play()
    await talking.receive('two').turn()

    expect(talking.texts).toEqual(['What is it?', 'Noted: one\ntwo'])
  })
})
