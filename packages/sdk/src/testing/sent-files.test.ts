import { createHash } from 'node:crypto'
import { type Chat, defineBackend } from '@hilo/sdk'
import { describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'
import type { StepDouble } from './step-doubles.ts'

const BYTES = Buffer.from('the front of a card')

function talk(run: (chat: Chat) => Promise<unknown>, steps?: Record<string, StepDouble>) {
  return simulate(defineBackend({ name: 'test', run }), steps && { steps })
}

describe('t.sends', () => {
  test('gives the code a file whose bytes it reads in a step', async () => {
    const t = talk(async (chat) => {
      const photo = await chat.media('The front?', { kinds: ['image'] })
      const text = await chat.step('read', async () => Buffer.from(await photo.bytes()).toString())
      await chat.say(`${photo.filename} ${photo.mimeType} ${photo.caption}: ${text}`)
      await chat.say(String(photo.sha256))
    })
    await t.says('hi')
    await t.sends({ document: BYTES, filename: 'card.pdf' })
    t.expect('Please send me a photo.')
    await t.sends({ image: BYTES, filename: 'card.jpg', caption: 'here' })

    t.expect(
      'card.jpg image/jpeg here: the front of a card',
      createHash('sha256').update(BYTES).digest('hex'),
    )
    expect(t.transcript).toContain('> card.pdf\n< Please send me a photo.\n> here')
  })

  test('gives the code what was heard and seen, where the test says it', async () => {
    const t = talk(async (chat) => {
      const name = await chat.ask('Who?')
      const photo = await chat.media()
      await chat.say(`${name}: ${photo.words} ${(await chat.media()).words}`)
    })
    await t.says('hi')
    await t.sends({ audio: BYTES, words: 'Ana' })
    await t.sends({ image: BYTES, words: 'a card' })
    await t.sends({ image: BYTES })

    t.expect('Ana: a card null')
  })

  test('can be read by what stands in for a step', async () => {
    let read: () => Promise<Uint8Array> = async () => new Uint8Array()
    const t = talk(
      async (chat) => {
        const photo = await chat.media()
        read = photo.bytes
        await chat.say(`${await chat.step('measure', () => 0)}`)
      },
      { measure: async () => (await read()).length },
    )
    await t.sends({ image: BYTES })

    t.expect('19')
  })

  test('without bytes is a file that cannot be had', async () => {
    const t = talk(async (chat) => {
      const photo = await chat.media()
      await chat.step('read', async () => (await photo.bytes()).length, { retry: { attempts: 2 } })
    })

    await expect(t.sends({ image: undefined })).rejects.toThrow(
      /failed after 2 attempts: This file could not/,
    )
  })

  test('fails where the code reads outside of a step', async () => {
    const t = talk(async (chat) => (await chat.media()).bytes())

    await expect(t.sends({ audio: BYTES })).rejects.toThrow('call it inside chat.step')
  })

  test('takes one file a message', async () => {
    const t = talk((chat) => chat.media())

    await expect(t.sends({ image: BYTES, audio: BYTES })).rejects.toThrow('A message has one file')
    await expect(t.sends({})).rejects.toThrow('give one of image, video, audio, document, sticker')
  })

  test('gives the code a location', async () => {
    const t = talk(async (chat) => chat.say(JSON.stringify(await chat.location())))
    await t.sends({ location: { latitude: -34.9, longitude: -56.16 } })

    t.expect('{"latitude":-34.9,"longitude":-56.16}')
  })

  test('is recorded without bytes, and replayed without them: the step has its result', async () => {
    const t = talk(async (chat) => {
      const photo = await chat.media()
      await chat.say(`${await chat.step('measure', async () => (await photo.bytes()).length)}`)
    })
    await t.sends({ image: BYTES })
    const { compareRun } = await import('@hilo/runtime/replay-gate')
    const [record] = t.records
    if (!record) throw new Error('Nothing was recorded.')
    const code = async (chat: Chat) => {
      const photo = await chat.media()
      await chat.say(`${await chat.step('measure', async () => (await photo.bytes()).length)}`)
    }

    expect(JSON.stringify(record)).not.toContain('the front')
    expect(await compareRun(defineBackend({ name: 'test', run: code }), record)).toMatchObject({
      verdict: 'same',
    })
  })
})
