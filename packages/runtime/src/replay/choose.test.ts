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

describe('the way back', () => {
  /** Two questions; from the second there is a way back to the first. */
  const ordering = (back: string | true = true) =>
    talk(async (chat) => {
      for (;;) {
        const size = await chat.choose('Size?', ['Small', 'Large'])
        const topping = await chat.choose('With?', ['Cheese', 'Ham'], { back })
        if (topping === null) continue
        await chat.say(`${size}, ${topping.toUpperCase()}`)
        return
      }
    })

  test.each(['0', 'Back', 'go back', 'atrás', 'VOLVER'])('is taken by "%s"', async (text) => {
    const talking = ordering()
    for (const said of ['hello', 'small', text, 'large', '2']) await talking.hear(said)

    expect(talking.texts).toEqual(['Size?', 'With?', 'Size?', 'With?', 'Large, HAM'])
  })

  test('is the last option, in the language of the contact or the words of the author', async () => {
    const [spanish, own] = [ordering(), ordering('Otro tamaño')]
    spanish.locale = 'es-MX'
    for (const talking of [spanish, own]) {
      await talking.hear('hola')
      await talking.hear('small')
      await talking.press('Cheese')
    }
    const lastOf = (talking: Conversation) =>
      talking.lastChoices?.type === 'choices' && talking.lastChoices.choices.at(-1)

    expect(lastOf(spanish)).toEqual({ id: 'c0002.back', title: 'Volver', back: true })
    expect(lastOf(own)).toMatchObject({ title: 'Otro tamaño' })
    expect(spanish.texts.at(-1)).toBe('Small, CHEESE')
  })

  test('that was pressed stays so when the code no longer offers it', async () => {
    const talking = ordering()
    for (const said of ['hello', 'small', '0']) await talking.hear(said)
    const without = talk(async (chat) => {
      await chat.choose('Size?', ['Small', 'Large'])
      await chat.say(`${await chat.choose('With?', ['Cheese', 'Ham'])}`)
    })
    Object.assign(without, { journal: talking.journal.slice(0, 4), end: talking.end })
    await without.turn()

    expect(without.texts).toEqual(['null'])
  })

  test('is not there unless it was asked for', async () => {
    const talking = chooseOne(['A', 'B'])
    await talking.hear('hello')
    await talking.hear('0')

    expect(talking.kinds.at(-1)).toBe('retry')
  })
})
