import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import { defineBackend } from './backend.ts'
import type { Chat } from './chat.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) => new Conversation(defineBackend({ name: 'test', run }))
const entriesOf = (talking: Conversation) =>
  talking.journal.map(({ kind, name, value }) => [kind, name, value])

describe('tags, notes and the assignee', () => {
  test('are recorded in the order of the calls, and not again on replay', async () => {
    const talking = talk(async (chat) => {
      await chat.tag(' vip ')
      await chat.note('Wants\na table')
      await chat.untag('vip')
      await chat.assign(null)
      await chat.optIn({ purpose: 'marketing', text: 'Offers?', version: 'v2' })
      await chat.ask('?')
    })
    await talking.hear('a')
    await talking.turn('recover')

    expect(entriesOf(talking).slice(0, 5)).toEqual([
      ['tag', 'vip', null],
      ['note', 'Wants a table', { text: 'Wants\na table' }],
      ['untag', 'vip', null],
      ['assign', '', { memberId: null }],
      ['opt_in', 'marketing', { text: 'Offers?', version: 'v2' }],
    ])
    expect(talking.journal).toHaveLength(6)
    expect(talking.texts).toEqual(['?'])
  })

  test.each([
    ['an empty tag', (chat: Chat) => chat.tag(' '), /1 to 60 characters/],
    ['a tag that is no text', (chat: Chat) => chat.tag(7 as never), /1 to 60 characters/],
    ['a tag that is too long', (chat: Chat) => chat.tag('x'.repeat(61)), /1 to 60 characters/],
    ['an empty note', (chat: Chat) => chat.note(''), /must not be empty/],
    ['an assignee that is no address', (chat: Chat) => chat.assign('Ada'), /e-mail address/],
  ])('refuse %s, and record nothing', async (_name, act, message) => {
    const talking = await talk(act).hear('a')

    expect(talking.end).toMatchObject({
      failure: { code: 'exception', message: expect.stringMatching(message) },
    })
    expect(talking.journal).toEqual([])
  })

  test.each([
    [
      'another purpose',
      (chat: Chat) => chat.optIn({ purpose: 'all' as never, text: 'x' }),
      /takes the purpose/,
    ],
    ['no words', (chat: Chat) => chat.optIn({ purpose: 'marketing', text: ' ' }), /words that the contact/],
    [
      'an empty version',
      (chat: Chat) => chat.optOut({ purpose: 'utility', version: '' }),
      /version of a wording/,
    ],
    ['nothing', (chat: Chat) => chat.optOut(undefined as never), /takes the purpose/],
  ])('refuse a permission with %s', async (_name, act, message) => {
    const { end, journal } = await talk(act).hear('a')

    expect(end).toMatchObject({ failure: { message: expect.stringMatching(message) } })
    expect(journal).toEqual([])
  })

  test('stop a run that does more than 50 of them in a turn', async () => {
    const talking = talk(async (chat) => {
      for (let n = 0; n < 60; n++) await chat.tag(`tag ${n}`)
    })
    await talking.hear('a')

    expect(talking.end).toMatchObject({ failure: { code: 'limit', message: expect.stringContaining('50') } })
    expect(talking.journal).toHaveLength(50)
  })
})

describe('an assignee whom nobody knows', () => {
  const assigning = () =>
    talk(async (chat) => {
      const problem = await chat.assign('ada@example.com').then(
        () => 'assigned',
        (error) => error.message,
      )
      await chat.ask(problem)
    })

  test('fails the call with the address', async () => {
    const talking = await assigning().hear('a')

    expect(talking.texts).toEqual(['chat.assign: no member of this org has the address ada@example.com.'])
  })

  test('stays unknown on replay, also when a member got the address meanwhile', async () => {
    const talking = await assigning().hear('a')
    talking.members = { 'ada@example.com': 'm1' }
    await talking.turn('recover')

    expect(talking.end).toMatchObject({ type: 'wait' })
    expect(talking.texts).toHaveLength(1)
  })

  test('is found by the id that the host gives', async () => {
    const talking = assigning()
    talking.members = { 'ada@example.com': 'm1' }
    await talking.hear('a')

    expect(entriesOf(talking)[0]).toEqual(['assign', 'ada@example.com', { memberId: 'm1' }])
  })
})

describe('chat.contact.set', () => {
  test('shows at once, in every later turn, and never before the call', async () => {
    const seen: unknown[] = []
    const talking = talk(async (chat) => {
      seen.push(chat.contact.attributes.vip)
      if (!chat.contact.attributes.vip) await chat.contact.set({ attributes: { vip: true, visits: 2 } })
      seen.push(chat.contact.attributes.vip)
      await chat.ask('?')
      await chat.contact.set({ name: 'Ana María', locale: 'es', attributes: { visits: null } })
      seen.push({ ...chat.contact })
      await chat.ask('?', { as: undefined as never, attempts: 3 })
      return chat.contact.attributes.vip ? chat.say(chat.locale) : undefined
    })
    await talking.hear('a')
    await talking.hear('b')
    await talking.hear('c')

    expect(talking.end).toMatchObject({ type: 'done' })
    expect(seen.slice(0, 2)).toEqual([undefined, true])
    expect(seen.at(-1)).toEqual({
      ...{ id: 'c1', name: 'Ana María', locale: 'es', channel: 'whatsapp', phone: '5491100000000' },
      attributes: { vip: true },
    })
    expect(talking.texts.at(-1)).toBe('es')
    expect(talking.circumstances.contact).toMatchObject({ name: 'Ana María', attributes: { vip: true } })
  })

  test('is no part of what is known: the contact can be a step result', async () => {
    const talking = talk(async (chat) => {
      const contact = await chat.step('look', () => chat.contact)
      await chat.say(contact.name ?? '')
    })

    expect((await talking.hear('a')).texts).toEqual(['Ana'])
  })

  test.each([
    ['a language that is none', { locale: 'Spanish!' }, /'Spanish!' is not a language/],
    ['an odd name of an attribute', { attributes: { 'a b': 1 } }, /'a b' cannot name an attribute/],
    ['an object', { attributes: { a: {} as never } }, /attribute 'a' must be/],
    ['a number that JSON has not', { attributes: { a: Number.NaN } }, /attribute 'a' must be/],
    ['too long a text', { attributes: { a: 'x'.repeat(1_001) } }, /attribute 'a' must be/],
    [
      'more attributes than a contact has room for',
      { attributes: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`a${n}`, n])) },
      /at most 100/,
    ],
  ])('refuses %s', async (_name, changes, message) => {
    const talking = await talk((chat) => chat.contact.set(changes)).hear('a')

    expect(talking.end).toMatchObject({ failure: { message: expect.stringMatching(message) } })
  })
})

describe('chat.say', () => {
  test('sends a place and cards', async () => {
    const talking = talk(async (chat) => {
      await chat.say({ location: { latitude: 1, longitude: 2, name: 'Here' } })
      await chat.say({ contacts: [{ name: 'Ada', phones: ['+49 30 1'] }] })
    })
    await talking.hear('a')

    expect(talking.sent).toEqual([
      { type: 'location', latitude: 1, longitude: 2, name: 'Here' },
      { type: 'contacts', contacts: [{ name: 'Ada', phones: ['+49 30 1'], emails: [] }] },
    ])
  })

  test.each([
    ['a place that is not on earth', { location: { latitude: 91, longitude: 0 } }, /latitude from -90/],
    ['no cards', { contacts: [] }, /1 to 10 contacts/],
    ['a card without a name', { contacts: [{ name: '' }] }, /must not be empty/],
  ])('refuses %s', async (_name, message, words) => {
    const talking = await talk((chat) => chat.say(message)).hear('a')

    expect(talking.end).toMatchObject({ failure: { message: expect.stringMatching(words) } })
  })
})

test('a line of the log carries whatever data it is given', async () => {
  const loop: Record<string, unknown> = { at: new Date(0), error: new TypeError('no'), big: 1n }
  loop.self = loop
  const talking = talk(async (chat) => {
    chat.log('error', 'odd', loop)
    chat.log('warn', 'long', 'x'.repeat(20_000))
    chat.log(...(['found', ['no level']] as never as [string]))
  })
  await talking.hear('a')

  expect(talking.end).toMatchObject({ type: 'done' })
  expect(talking.logs[0]).toMatch(/^error odd .*"at":"1970.*"message":"no".*"big":"1"/)
  expect(talking.logs[1]?.length).toBeLessThan(8_100)
  expect(talking.logs[2]).toBe('info found ["no level"]')
})
