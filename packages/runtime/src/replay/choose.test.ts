import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

const slots = [
  { id: 'a', label: '20:00', note: 1 },
  { id: 'b', label: '21:30', description: 'On the terrace', note: 2 },
]

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

function chooseOne(options: readonly string[]): Conversation {
  return talk(async (chat) => chat.say(`=${await chat.choose('Which?', options)}`))
}

describe('chat.choose', () => {
  test('gives back the very option of the author', async () => {
    const talking = talk(async (chat) => {
      const slot = await chat.choose('When?', slots, { button: 'See times' })
      expect(slots).toContain(slot)
      await chat.say(`${slot.id} ${slot.note}`)
    })
    await talking.hear('hello')
    await talking.press('21:30')

    expect(talking.sent[0]).toEqual({
      type: 'choices',
      text: 'When?',
      button: 'See times',
      choices: [
        { id: 'c0001.0', title: '20:00' },
        { id: 'c0001.1', title: '21:30', description: 'On the terrace' },
      ],
    })
    expect(talking.texts.at(-1)).toBe('b 2')
  })

  test.each([
    ['the number', '2', 'Blue moon'],
    ['the number as a list item', '2.', 'Blue moon'],
    ['the title', 'Red', 'Red'],
    ['the title without case and accents', 'CORAZON', 'Corazón'],
    ['the accents alone', 'corazón', 'Corazón'],
    ['the beginning of one title', 'blue', 'Blue moon'],
  ])('takes %s when it is typed', async (_name, typed, chosen) => {
    const talking = chooseOne(['Red', 'Blue moon', 'Corazón'])
    await talking.hear('hello')
    await talking.hear(typed)

    expect(talking.texts.at(-1)).toBe(`=${chosen}`)
  })

  test.each(['4', '0', 'green', 'b', '', '2 3'])('asks again with the choices after %j', async (typed) => {
    const talking = chooseOne(['Red', 'Blue moon', 'Blue sky'])
    await talking.hear('hello')
    await talking.hear(typed)

    expect(talking.sent[1]).toMatchObject({ type: 'choices', choices: [{ title: 'Red' }, {}, {}] })
    expect(talking.kinds).toEqual(['choose', 'retry'])
  })

  test('prefers a title to a number', async () => {
    const talking = chooseOne(['2', '4', '6'])
    await talking.hear('hello')
    await talking.hear('2')

    expect(talking.texts.at(-1)).toBe('=2')
  })

  test('never takes a press of an earlier question for an answer', async () => {
    const talking = talk(async (chat) => {
      const first = await chat.choose('First?', ['Yes', 'No'])
      const second = await chat.choose('Second?', ['Yes', 'No'])
      await chat.say(`${first} ${second}`)
    })
    await talking.hear('hello')
    const old = talking.sent[0]
    await talking.press('Yes', old)
    await talking.press('No', old)
    expect(talking.kinds).toEqual(['choose', 'answer', 'choose', 'retry'])
    await talking.press('Yes')

    expect(talking.texts.at(-1)).toBe('Yes Yes')
  })

  test('without options fails with words', async () => {
    const talking = chooseOne([])
    await talking.hear('hello')

    expect(talking.end).toMatchObject({
      failure: { message: "Error: chat.choose('Which?') has no options." },
    })
  })
})
