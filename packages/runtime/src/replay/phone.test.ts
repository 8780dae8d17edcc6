import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import { defineBackend } from './index.ts'

/** What a question for a phone number makes of a message. */
async function heard(content: Content | string, locale = 'en'): Promise<string[]> {
  const talking = new Conversation(
    defineBackend({ name: 'test', run: async (chat) => chat.say(await chat.phone('Your number?')) }),
  )
  talking.locale = locale
  await talking.hear('hi')
  await talking.hear(content)
  return talking.texts.slice(1)
}

const card = (...phones: string[]) => ({ name: 'Ana', phones, emails: [] })

describe('chat.phone', () => {
  test('gives the number of the card that was shared', async () => {
    expect(await heard({ type: 'contacts', contacts: [card('+598 99 123 456')] })).toEqual(['+59899123456'])
    expect(await heard({ type: 'contacts', contacts: [card('none', '099 123 456')] })).toEqual(['099123456'])
  })

  test('takes the number that a quick reply carries', async () => {
    const reply: Content = { type: 'reply', id: '+59899123456', title: '+59899123456', source: 'button' }

    expect(await heard(reply)).toEqual(['+59899123456'])
  })

  test.each([
    ['+1 (202) 555-0143', '+12025550143'],
    ['0054 9 11 5555 0000', '+5491155550000'],
    ['099123456', '099123456'],
    [' 2400.0001 ', '24000001'],
  ])('reads one that was typed: %s', async (text, number) => {
    expect(await heard(text)).toEqual([number])
  })

  test.each([
    'call me',
    '12345',
    '1234567890123456',
    '+',
    'room 2400001',
    { type: 'contacts', contacts: [card('+598 99 1'), card('+59899123456')] } as const,
    { type: 'location', latitude: 1, longitude: 2 } as const,
  ])('asks again for what is none: %j', async (content) => {
    expect(await heard(content as Content | string)).toEqual([
      'Please share your phone number, or write it with its country, like +1 202 555 0143.',
    ])
  })

  test('asks again in the language of the contact, with the button', async () => {
    expect(await heard('no', 'es')).toEqual([expect.stringMatching(/^Comparte tu número/)])
    expect(await heard('no', 'pt')).toEqual([expect.stringMatching(/^Compartilhe seu número/)])
  })
})
