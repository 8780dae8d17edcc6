import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

/** The line of this file in which the error was made. */
const lineOf = (error: Error) => Number(/site\.test\.ts:(\d+)/.exec(error.stack ?? '')?.[1])

describe('a wait tells the line of the call that waits', () => {
  test('for a question', async () => {
    let line = 0
    const talking = talk(async (chat) => {
      await chat.say('Hello')
      line = lineOf(new Error()) + 1
      await chat.ask('How many?')
    })

    await talking.hear('hi')

    expect(talking.wait?.at).toMatch(new RegExp(`^${line}:\\d+$`))
  })

  test('for a step between two attempts, also when it failed after a while', async () => {
    let line = 0
    const talking = talk(async (chat) => {
      line = lineOf(new Error()) + 1
      await chat.step('book', async () => {
        await new Promise((resolve) => setTimeout(resolve, 2))
        throw new Error('down')
      })
    })

    await talking.hear('hi')

    expect(talking.wait?.at).toMatch(new RegExp(`^${line}:\\d+$`))
    expect(talking.wait).toMatchObject({ kind: 'step', stack: expect.stringContaining('Error: down') })
  })

  test('for a question that a function of the author asks, in that function', async () => {
    let line = 0
    const talking = talk(async (chat) => {
      const askTwice = async () => {
        await chat.now()
        line = lineOf(new Error()) + 1
        return chat.ask('Name?')
      }
      await askTwice()
    })

    await talking.hear('hi')

    expect(talking.wait?.at).toMatch(new RegExp(`^${line}:\\d+$`))
  })

  test('and keeps it while the step waits on', async () => {
    const talking = talk((chat) => chat.step('book', () => Promise.reject(new Error('down'))))
    await talking.hear('hi')
    const before = talking.wait

    await talking.hear('still there?')

    expect(before?.at).toBeTruthy()
    expect(talking.wait?.at).toBe(before?.at)
  })
})

test('a step that failed for good keeps the stack of its last error', async () => {
  const talking = talk((chat) =>
    chat.step('book', () => Promise.reject(new Error('down')), { retry: { attempts: 1 } }),
  )

  await talking.hear('hi')

  expect(talking.journal[0]?.value).toMatchObject({
    error: { message: 'down', stack: expect.stringContaining('site.test.ts') },
  })
})
