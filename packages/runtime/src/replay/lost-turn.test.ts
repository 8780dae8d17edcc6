import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) =>
  new Conversation(defineBackend({ name: 'test', on: { hours: { match: ['hours'], act: hours } }, run }))

async function hours(chat: Chat) {
  await chat.say(await chat.step('hours', () => '9 to 5'))
}

const guests = (chat: Chat) =>
  chat.ask('How many?', { as: z.coerce.number().int(), retry: 'A number, please.' })

/** A turn does its steps and is lost; then people take the conversation and hand it back. */
async function loseAndHandBack(talking: Conversation) {
  await talking.play()
  talking.hold()
  talking.receive('Is anybody there?')
  talking.release()
  await talking.turn('hand_back')
}

describe('a step that was done for a turn that people took over', () => {
  const table = () =>
    talk(async (chat) => {
      const count = await guests(chat)
      const table = await chat.step('book', () => `table for ${count}`)
      await chat.say(table)
      await chat.ask('Anything else?')
    })

  test('stands with the answer it was done for', async () => {
    const talking = await table().hear('hello')
    await loseAndHandBack(talking.receive('4'))

    expect(talking.texts).toEqual(['How many?', 'table for 4', 'Anything else?'])
  })

  test('stands with it behind an answer that was refused in the same turn', async () => {
    const talking = await table().hear('hello')
    await loseAndHandBack(talking.receive('four').receive('4'))
    await talking.hear('no')

    expect(talking.texts).toEqual(['How many?', 'table for 4', 'Anything else?'])
    expect(talking.end?.type).toBe('done')
  })

  test('stands with an answer behind a refusal that came after the conversation was handed back', async () => {
    const talking = await table().hear('hello')
    talking.hold()
    talking.release()
    await talking.receive('four').receive('4').play()
    await talking.turn('hand_back')

    expect(talking.texts).toEqual(['How many?', 'A number, please.', 'table for 4', 'Anything else?'])
  })

  test('stands with the interrupt it was done for, and the question is put again', async () => {
    const talking = await table().hear('hello')
    await loseAndHandBack(talking.receive('hours'))
    await talking.hear('4')

    expect(talking.texts).toEqual(['How many?', '9 to 5', 'How many?', 'table for 4', 'Anything else?'])
  })

  test('stands with the last refusal, after which the code went on', async () => {
    const talking = await talk(async (chat) => {
      const count = await chat.ask('How many?', { as: z.coerce.number(), attempts: 1 }).catch(() => 2)
      await chat.say(await chat.step('book', () => `table for ${count}`))
    }).hear('hello')
    await loseAndHandBack(talking.receive('four'))

    expect(talking.texts).toEqual(['How many?', 'table for 2'])
  })

  test('stands with the end of the time, though people were asked something in that time', async () => {
    const talking = await talk(async (chat) => {
      const day = await chat.ask('When?', { timeout: '1 hour', onTimeout: () => 'today' })
      await chat.say(await chat.step('book', () => `table for ${day}`))
    }).hear('hello')
    talking.clock += 7_200_000
    await talking.play('timer')
    await talking.turn('hand_back', { now: talking.clock - 7_000_000 })

    expect(talking.texts).toEqual(['When?', 'table for today'])
  })
})

describe('a message that a lost turn read', () => {
  test('is read once when the turn is played again', async () => {
    const talking = talk(async (chat) => {
      const first = await chat.ask()
      await chat.step('note', () => null)
      await chat.say(`${first} and ${await chat.ask()}`)
    })
    await talking.receive('one').receive('two').play('start')
    await talking.turn('recover')

    expect(talking.texts).toEqual(['one and two'])
  })

  test('and refused is refused again when the turn is played again', async () => {
    const talking = await talk(async (chat) => {
      const count = await guests(chat)
      await chat.say(await chat.step('book', () => `table for ${count}`))
    }).hear('hello')
    await talking.receive('four').receive('4').play()
    await talking.turn('recover')

    expect(talking.texts).toEqual(['How many?', 'A number, please.', 'table for 4'])
    expect(talking.input('message').inbox).toEqual([])
  })

  test('before its time was up does not answer in its place when it comes to light later', async () => {
    const talking = await talk(async (chat) => {
      const day = await chat.ask('When?', { timeout: '1 hour', onTimeout: () => 'today' })
      await chat.say(await chat.step('book', () => `table for ${day}`))
      await chat.ask()
    }).hear('hello')
    const receivedAt = talking.clock + 60_000
    talking.clock += 7_200_000
    await talking.play('timer')
    const late = { id: 'late', seq: 3, content: { type: 'text' as const, text: 'tomorrow' }, at: receivedAt }
    await talking.turn('recover', { inbox: [late] })

    expect(talking.texts).toEqual(['When?', 'table for today'])
    expect(talking.end?.type).toBe('wait')
  })
})
