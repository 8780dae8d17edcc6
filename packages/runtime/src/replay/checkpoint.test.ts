import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

const counting = defineBackend({
  name: 'counting',
  state: z.object({ sum: z.number() }),
  async run(chat) {
    let sum = chat.state?.sum ?? 0
    for (let round = 0; round < 3; round++) sum += Number(await chat.ask(`${sum}. And?`))
    await chat.checkpoint({ sum })
  },
})

const talk = (run: (chat: Chat) => Promise<unknown>) => new Conversation(defineBackend({ name: 'test', run }))

describe('chat.checkpoint', () => {
  test('begins the function anew with its state and an empty journal, and keeps the old one', async () => {
    const talking = new Conversation(counting)
    for (const text of ['hello', '1', '2', '3', '4']) await talking.hear(text)

    expect(talking.texts).toEqual(['0. And?', '1. And?', '3. And?', '6. And?', '10. And?'])
    expect(talking.circumstances.generation).toBe(2)
    expect(talking.kinds).toEqual(['state', 'ask', 'answer', 'ask'])
    expect(talking.past.map((journal) => journal.map(({ kind }) => kind))).toEqual([
      ['ask', 'answer', 'ask', 'answer', 'ask', 'answer', 'checkpoint'],
    ])
  })

  test('leaves what is unread to the next generation, in its order', async () => {
    const talking = talk(async (chat) => {
      const seen = [...((chat.state as string[] | undefined) ?? []), await chat.ask()]
      if (seen.length === 3) await chat.say(seen.join(' '))
      else await chat.checkpoint(seen)
    })
    await talking.receive('a').receive('b').receive('c').turn('start')

    expect(talking.texts).toEqual(['a b c'])
    expect(talking.end).toEqual({ type: 'done', outcome: null })
  })

  test('makes keys, chance and ids of the next generation its own', async () => {
    const seen: unknown[][] = []
    const talking = talk(async (chat) => {
      const key = await chat.step('key', ({ idempotencyKey }) => idempotencyKey)
      seen.push([key, chat.uuid()])
      if (chat.state === undefined) await chat.checkpoint(1)
    })
    await talking.hear('hello')

    expect(seen.map(([key]) => key)).toEqual([1, 2].map((at) => `${talking.circumstances.runId}:${at}:0001`))
    expect(seen[0]?.[1]).not.toBe(seen[1]?.[1])
  })

  test('a crash before its commit makes the same checkpoint', async () => {
    const talking = new Conversation(counting)
    for (const text of ['hello', '1', '2']) await talking.hear(text)
    const [lost, again] = [await talking.receive('3').play(), await talking.play('recover')]

    expect(lost.end).toEqual({ type: 'checkpoint', value: expect.objectContaining({ state: { sum: 6 } }) })
    expect(again).toEqual(lost)
  })

  test.each([
    ['no JSON', new Date(0), /^Error: The state of a checkpoint must be plain JSON, but it is a Date/],
    ['too large', 'x'.repeat(65 * 1024), /has 66 KiB; the journal takes 64 KiB/],
  ])('refuses a state that is %s', async (_what, state, message) => {
    const talking = talk((chat) => chat.checkpoint(state))
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { code: 'exception', message } })
  })

  test('refuses a state that the backend does not declare, when it is given and when it is read', async () => {
    const writing = new Conversation(
      defineBackend({
        name: 'test',
        state: z.object({ sum: z.number() }),
        run: (chat) => chat.checkpoint({ sum: 'many' } as never),
      }),
    )
    await writing.hear('hello')
    const reading = new Conversation(counting)
    for (const text of ['hello', '1', '2', '3']) await reading.hear(text)
    Object.assign(reading.journal[0]?.value as object, { state: { sum: 'six' } })
    await reading.hear('4')

    expect(writing.end).toMatchObject({ failure: { message: /^Error: The state does not fit this backend/ } })
    expect(reading.end).toMatchObject({
      failure: { code: 'invalid', message: /state of the last checkpoint/ },
    })
  })

  test('does not make more messages of one turn possible', async () => {
    const talking = talk(async (chat) => {
      await chat.say('again')
      await chat.checkpoint(null)
    })
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { message: 'More than 20 messages in one turn.' } })
    expect(talking.texts).toHaveLength(20)
  })

  test('in a loop that never waits is stopped', async () => {
    const talking = talk((chat) => chat.checkpoint(null))
    await talking.hear('hello')

    expect(talking.end).toMatchObject({
      failure: { code: 'limit', message: 'More than 100 checkpoints in a row, and the code never waited.' },
    })
    expect(talking.circumstances.generation).toBe(101)
  })

  test('keeps a conversation of thousands of turns as cheap as a short one', async () => {
    const ROUNDS = 50
    const talking = talk(async (chat) => {
      let total = (chat.state as number | undefined) ?? 0
      for (let round = 0; round < ROUNDS; round++) total += (await chat.ask(`${total}?`)).length
      await chat.checkpoint(total)
    })
    let longest = 0
    for (let turn = 0; turn <= 1_000; turn++) {
      await talking.hear('x')
      longest = Math.max(longest, talking.journal.length)
    }

    expect(talking.texts.at(-1)).toBe('1000?')
    expect(longest).toBe(2 * ROUNDS)
    expect(talking.past).toHaveLength(1_000 / ROUNDS)
  })
})
