import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { AskExhausted, AskTimeout, defineBackend, type MediaFile } from './index.ts'

const HOUR = 3_600_000

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

function file(over: Partial<Extract<Content, { type: 'media' }>> = {}): Content {
  return { type: 'media', kind: 'image', mediaId: 'f1', mimeType: 'image/jpeg', ...over }
}

describe('chat.media', () => {
  test('gives the file that was sent after the question, and the same on replay', async () => {
    const seen: unknown[] = []
    const talking = talk(async (chat) => {
      seen.push(await chat.media('A photo, please.'))
      await chat.say(`Got it: ${await chat.ask('Anything else?')}`)
    })
    await talking.hear(file({ mediaId: 'before' }))
    await talking.hear(file({ filename: 'id.jpg', caption: 'My card', sha256: 'AB'.repeat(32) }))
    await talking.hear('no')

    expect(talking.texts).toEqual(['A photo, please.', 'Anything else?', 'Got it: no'])
    const about = { kind: 'image', mimeType: 'image/jpeg', filename: 'id.jpg', caption: 'My card' }
    const kept = { id: 'f1', ...about, sha256: 'ab'.repeat(32), words: null }
    expect(seen).toEqual([kept, kept])
    expect(talking.journal.find(({ kind }) => kind === 'answer')?.value).toMatchObject({ answer: kept })
  })

  test('has the words for a file that were known when it was read, and the same on replay', async () => {
    const seen: unknown[] = []
    const talking = talk(async (chat) => {
      seen.push((await chat.media('A photo?')).words)
      await chat.ask('And?')
    })
    await talking.hear('hi')
    await talking.hear(file(), { words: 'A red kettle.' })
    await talking.hear('bye')

    expect(seen).toEqual(['A red kettle.', 'A red kettle.'])
    const record = talking.toRecord('v1')
    const message = record.inbox[1]
    expect(message).toMatchObject({ words: 'A red kettle.' })
    expect(record.journal.find(({ kind }) => kind === 'answer')?.value).toMatchObject({
      worded: [message?.id],
    })
  })

  test('without a question gives the oldest unread file', async () => {
    const talking = talk(async (chat) => chat.say(`${(await chat.media()).kind}`))
    await talking.hear(file({ kind: 'audio' }))

    expect(talking.texts).toEqual(['audio'])
  })

  test.each([
    ['en', undefined, 'Please send me a photo, a video, an audio message, or a document.'],
    ['en', ['image'], 'Please send me a photo.'],
    ['es_UY', ['image', 'document'], 'Envíame una foto o un documento, por favor.'],
    ['pt', ['audio'], 'Envie um áudio, por favor.'],
  ] as const)('refuses what is no such file in the words of %s', async (locale, kinds, words) => {
    const talking = talk((chat) => chat.media('?', kinds && { kinds }))
    talking.locale = locale
    await talking.hear('hi')
    await talking.hear('here it is')
    await talking.hear(file({ kind: 'sticker' }))

    expect(talking.texts).toEqual(['?', words, words])
  })

  test('takes a sticker where it is wanted, and words of the code for what is not', async () => {
    const talking = talk(async (chat) => {
      const retry = ({ message, answer }: { message: string; answer: string }) => `${message} "${answer}"`
      await chat.say((await chat.media('?', { kinds: ['sticker'], retry })).kind)
    })
    await talking.hear('hi')
    await talking.hear(file({ caption: 'me' }))
    await talking.hear('a word')
    await talking.hear(file({ kind: 'sticker' }))

    expect(talking.texts).toEqual([
      '?',
      'It is image; wanted: sticker. "me"',
      'It is no file; wanted: sticker. "a word"',
      'sticker',
    ])
  })

  test('counts what is refused, and its time is not renewed by it', async () => {
    const counting = talk((chat) => chat.media('?', { attempts: 2 }))
    for (const said of ['hi', 'one', 'two']) await counting.hear(said)
    expect(counting.end).toMatchObject({
      failure: { message: `AskExhausted: ${new AskExhausted('?', 2).message}` },
    })

    const late = talk((chat) => chat.media('?', { timeout: '1 hour' }))
    await late.hear('hi')
    await late.hear('soon')
    await late.pass(HOUR)
    expect(late.end).toMatchObject({ failure: { message: `AskTimeout: ${new AskTimeout('?').message}` } })
  })

  test('takes a file whose caption is an interrupt, which is heard when it comes alone', async () => {
    const run = async (chat: Chat) => chat.say(`${(await chat.media('?')).caption}`)
    const begin = () => new Conversation(defineBackend({ name: 'test', on: { cancel: true }, run }))
    const [sending, cancelling] = [begin(), begin()]
    await sending.hear('hi')
    await sending.hear(file({ caption: 'cancel' }))
    await cancelling.hear('hi')
    await cancelling.hear('cancel')

    expect(sending.texts).toEqual(['?', 'cancel'])
    expect(cancelling.end).toMatchObject({ type: 'cancelled' })
  })

  test('does not take a recorded text for a file when the code has changed', async () => {
    const talking = talk(async (chat) => {
      await chat.ask('What?')
      await chat.ask('Why?')
    })
    await talking.hear('hi')
    await talking.hear('this')
    const changed = async (chat: Chat) => {
      await chat.media('What?')
      await chat.ask('Why?')
    }
    talking.backend = defineBackend({ name: 'test', run: changed })
    await talking.hear('so')

    expect(talking.end).toMatchObject({
      failure: {
        code: 'nondeterminism',
        message: "The journal has ask 'What?' at 0001, but the code now does media 'What?' at 0001.",
      },
    })
  })
})

describe('the bytes of a file', () => {
  /** Files by their ids; what is missing could not be had. */
  function reading(run: (chat: Chat) => Promise<unknown>, files: Record<string, string>): Conversation {
    const talking = talk(run)
    talking.media = async (id) => {
      const text = files[id]
      if (text === undefined) throw new Error('This file was deleted.')
      return Buffer.from(text)
    }
    return talking
  }

  const sizeOf = async (chat: Chat, photo: MediaFile) =>
    chat.step('measure', async () => (await photo.bytes()).length, { retry: { attempts: 2, backoff: 10 } })

  test('are read in a step, and in a replay by the file that comes from the journal', async () => {
    const talking = reading(
      async (chat) => {
        const photo = await chat.media('?')
        await chat.ask('Sure?')
        await chat.say(`${await sizeOf(chat, photo)}`)
      },
      { f1: 'four' },
    )
    for (const said of ['hi', file(), 'yes']) await talking.hear(said)

    expect(talking.texts).toEqual(['?', 'Sure?', '4'])
  })

  test('are no part of what is recorded, copied or returned', async () => {
    const talking = reading(
      async (chat) => {
        const photo = await chat.media('?')
        await chat.step('keep', () => ({ photo: { ...photo } }))
      },
      { f1: 'four' },
    )
    for (const said of ['hi', file()]) await talking.hear(said)

    expect(talking.end).toMatchObject({ type: 'done' })
    expect(JSON.stringify(talking.journal)).not.toContain('bytes')
  })

  test('that cannot be had fail the attempt with the reason, and the step is tried again', async () => {
    const talking = reading(async (chat) => sizeOf(chat, await chat.media('?')), {})
    for (const said of ['hi', file()]) await talking.hear(said)
    expect(talking.wait).toMatchObject({ kind: 'step', attempts: 1, error: 'This file was deleted.' })
    await talking.pass(1_000)

    expect(talking.end).toMatchObject({ failure: { code: 'step_failed', message: /This file was deleted/ } })
  })

  test('are not there for a message whose file was not kept', async () => {
    const talking = reading(async (chat) => sizeOf(chat, await chat.media('?')), {})
    await talking.hear('hi')
    await talking.hear({ type: 'media', kind: 'image' })

    expect(talking.wait).toMatchObject({ error: 'Only the message was kept, and not the file.' })
  })

  test('are named by a digest in hexadecimal, however the platform wrote it', async () => {
    const talking = talk(async (chat) => chat.say(`${(await chat.media()).sha256}`))
    await talking.hear(file({ sha256: Buffer.alloc(32, 1).toString('base64') }))

    expect(talking.texts).toEqual(['01'.repeat(32)])
  })
})
