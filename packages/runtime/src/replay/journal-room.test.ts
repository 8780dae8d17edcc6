import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'
import { JOURNAL_ENTRIES_MAX } from './journal-room.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) => new Conversation(defineBackend({ name: 'test', run }))

/** Leaves so much room in the journal. */
function fill(chat: Chat, left: number, used = 0) {
  for (let entries = used; entries < JOURNAL_ENTRIES_MAX - left; entries++) chat.random()
}

describe('a journal that is full', () => {
  test('takes no step, which is not done then', async () => {
    const done: string[] = []
    const talking = talk(async (chat) => {
      fill(chat, 1)
      await chat.step('last', () => done.push('last'))
      await chat.step('more', () => done.push('more'))
    })
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { code: 'limit' } })
    expect(done).toEqual(['last'])
  })

  test('takes none of several steps when it has no room for all', async () => {
    const done: string[] = []
    const talking = talk(async (chat) => {
      fill(chat, 2)
      await chat.all({ one: () => done.push('one'), two: () => done.push('two') })
    })
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { code: 'limit' } })
    expect(done).toEqual([])
  })

  test('takes what undoes a cancelled run, and its last words', async () => {
    const done: string[] = []
    const talking = talk(async (chat) => {
      await chat.step('book', () => 'x'.repeat(1_000), { onUndo: () => void done.push('undone') })
      fill(chat, 0, 1)
      await chat.cancel('enough', { say: 'Bye.' })
    })
    await talking.hear('hello')

    expect([talking.end?.type, done, talking.texts]).toEqual(['cancelled', ['undone'], ['Bye.']])
    expect(talking.journal).toHaveLength(JOURNAL_ENTRIES_MAX + 3)
  })
})
