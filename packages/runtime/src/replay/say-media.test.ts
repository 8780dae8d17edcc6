import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import type { Media } from './sayable.ts'

const PDF = { bytes: Buffer.from('%PDF-1.7'), mimeType: 'application/pdf', filename: 'bill.pdf' }

function talk(run: (chat: Chat) => Promise<unknown>): { conversation: Conversation; kept: () => number } {
  const conversation = new Conversation({ name: 'files', run: async (chat) => void (await run(chat)) })
  let kept = 0
  const { keepFile } = conversation
  conversation.keepFile = (file) => {
    kept++
    return keepFile(file)
  }
  return { conversation, kept: () => kept }
}

describe('a file that code made', () => {
  test('is kept by the host once, and the journal has its id and not its bytes', async () => {
    const { conversation, kept } = talk(async (chat) => {
      await chat.say({ media: { ...PDF, caption: 'Your bill' } })
      await chat.ask('All right?')
      await chat.ask('Really?')
    })
    await conversation.hear('Hello')
    await conversation.hear('yes')

    expect(kept()).toBe(1)
    expect(conversation.sent[0]).toEqual({
      ...{ type: 'media', kind: 'document', mediaId: expect.any(String), mimeType: 'application/pdf' },
      ...{ filename: 'bill.pdf', caption: 'Your bill' },
    })
    expect(JSON.stringify(conversation.journal)).not.toContain('JVBERi')
  })

  test('that the host refuses is an error that code may catch, at every replay the same', async () => {
    const { conversation } = talk(async (chat) => {
      try {
        await chat.say({ media: PDF })
      } catch (error) {
        await chat.say((error as Error).message)
      }
      await chat.ask('Well?')
      await chat.say('Done')
    })
    let asked = 0
    conversation.keepFile = async () => {
      asked++
      throw new Error('A document may have at most 100 MB.')
    }
    await conversation.hear('Hello')
    await conversation.hear('yes')

    expect(asked).toBe(1)
    expect(conversation.texts).toEqual(['chat.say: A document may have at most 100 MB.', 'Well?', 'Done'])
  })

  test.each<[string, object]>([
    ['must not be empty', { ...PDF, bytes: new Uint8Array() }],
    ['at most 5 MB', { ...PDF, bytes: new Uint8Array(5 * 1_048_576 + 1) }],
    ['needs its type', { ...PDF, mimeType: 'pdf' }],
    ['must not be longer than 200', { ...PDF, filename: 'x'.repeat(201) }],
    ['only the message of this one was kept', { id: null, kind: 'image' }],
    ['by its bytes', { bytes: 'text', mimeType: 'text/plain' }],
  ])('is refused where it %s', async (words, media) => {
    const { conversation, kept } = talk((chat) => chat.say({ media: media as Media }))
    await conversation.hear('Hello')

    expect(conversation.end).toMatchObject({ failure: { message: expect.stringContaining(words) } })
    expect(kept()).toBe(0)
  })
})

test('a file that the contact sent is said by its id', async () => {
  const file = { id: 'm1', kind: 'image', mimeType: 'image/png', filename: null, caption: 'Mine' } as const
  const { conversation, kept } = talk((chat) => chat.say({ media: file }))
  await conversation.hear('Hello')

  expect(conversation.sent).toEqual([
    { type: 'media', kind: 'image', mediaId: 'm1', mimeType: 'image/png', caption: 'Mine' },
  ])
  expect(kept()).toBe(0)
})
