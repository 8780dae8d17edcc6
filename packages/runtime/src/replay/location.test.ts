import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import { defineBackend } from './index.ts'

/** What a question for a location makes of a message. */
async function heard(content: Content | string, locale = 'en'): Promise<string[]> {
  const talking = new Conversation(
    defineBackend({
      name: 'test',
      run: async (chat) => chat.say(JSON.stringify(await chat.location('Where?'))),
    }),
  )
  talking.locale = locale
  await talking.hear('hi')
  await talking.hear(content)
  return talking.texts.slice(1)
}

describe('chat.location', () => {
  test('gives a place as it was sent', async () => {
    const place = { latitude: -34.9, longitude: -56.16, name: 'Port', address: '1 Quay Street' }

    expect(await heard({ type: 'location', ...place })).toEqual([JSON.stringify(place)])
  })

  test.each([
    ['-34.9, -56.16', -34.9, -56.16],
    ['-34.9 -56.16', -34.9, -56.16],
    [' (52, +13.4) ', 52, 13.4],
    ['90;180', 90, 180],
  ])('reads coordinates that were typed: %s', async (text, latitude, longitude) => {
    expect(await heard(text)).toEqual([JSON.stringify({ latitude, longitude })])
  })

  test.each(['Main street 4', '91, 10', '10, 181', '10', '', '1,2,3', '34,9 56,1'])(
    'asks again for what is none: %s',
    async (text) => {
      expect(await heard(text)).toEqual([
        'Please share your location, or write it as coordinates, like -34.9, -56.16.',
      ])
    },
  )

  test('asks again in the language of the contact, and for a photo of the place too', async () => {
    const photo: Content = { type: 'media', kind: 'image', caption: '-34.9, -56.16' }

    expect(await heard(photo, 'es')).toEqual([expect.stringMatching(/^Comparte tu ubicación/)])
    expect(await heard(photo, 'pt')).toEqual([expect.stringMatching(/^Compartilhe sua localização/)])
  })

  test('ends with its time', async () => {
    const late = () => ({ latitude: 0, longitude: 0 })
    const talking = new Conversation(
      defineBackend({
        name: 'test',
        run: async (chat) => {
          const place = await chat.location('Where?', { timeout: '1 hour', onTimeout: late })
          await chat.say(`${place.latitude}`)
        },
      }),
    )
    await talking.hear('hi')
    await talking.pass(3_600_000)

    expect(talking.texts).toEqual(['Where?', '0'])
  })
})
