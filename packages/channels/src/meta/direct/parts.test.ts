import type { Content } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instagram, messenger } from '../../index.ts'

const bytesOf = (text: string) => Buffer.byteLength(text)
const textsOf = (parts: readonly Content[]) =>
  parts.map((part) => (part.type === 'text' || part.type === 'choices' ? part.text : part.type))
const choices = (count: number, title = (at: number) => `Option ${at}`) =>
  [...Array(count)].map((_, at) => ({ id: `id-${at + 1}`, title: title(at + 1) }))

describe('a text', () => {
  test.each([
    ['messenger', messenger, 'a'.repeat(2000), 1],
    ['messenger', messenger, 'a'.repeat(2001), 2],
    ['messenger', messenger, '😀'.repeat(2000), 1],
    ['messenger', messenger, '😀'.repeat(2001), 2],
    ['instagram', instagram, 'a'.repeat(1000), 1],
    ['instagram', instagram, 'a'.repeat(1001), 2],
    ['instagram', instagram, 'ñ'.repeat(500), 1],
    ['instagram', instagram, `${'ñ'.repeat(500)}a`, 2],
    ['instagram', instagram, '😀'.repeat(250), 1],
    ['instagram', instagram, `a${'😀'.repeat(250)}`, 2],
  ])('of %s at its limit and over it', (...[, channel, text, count]) => {
    const parts = channel.parts({ type: 'text', text })

    expect(parts).toHaveLength(count)
    expect(textsOf(parts).join('')).toBe(text)
  })

  test('is cut between code points, whatever they count', () => {
    const text = fc.string({ unit: 'binary', minLength: 200, maxLength: 1200 })

    fc.assert(
      fc.property(text, (written) => {
        const parts = instagram.parts({ type: 'text', text: written })

        expect(parts.every((part) => part.type === 'text' && bytesOf(part.text) <= 1000)).toBe(true)
        expect(textsOf(parts).join('').replace(/\s/g, '')).toBe(written.replace(/\s/g, ''))
        for (const part of parts) expect(instagram.parts(part)).toEqual([part])
      }),
      { numRuns: 200 },
    )
  })

  test('is cut where it can be read', () => {
    const text = `${'word '.repeat(150)}end.\n\n${'more '.repeat(100)}`

    expect(textsOf(instagram.parts({ type: 'text', text }))[0]).toMatch(/end\.$/)
  })
})

describe('a question with options', () => {
  test('has quick replies', () => {
    const content = { type: 'choices' as const, text: 'Which?', choices: choices(13) }

    expect(messenger.parts(content)).toEqual([content])
  })

  test('with more options than quick replies is a numbered text', () => {
    const parts = messenger.parts({ type: 'choices', text: 'Which?', choices: choices(14) })

    expect(parts).toMatchObject([{ type: 'text', text: expect.stringContaining('14. Option 14') }])
  })

  test('with a title too long for its button has the numbered text as well', () => {
    const title = 'A table by the window'
    const [part] = messenger.parts({ type: 'choices', text: 'Which?', choices: [{ id: 'w', title }] })

    expect(part).toEqual({
      type: 'choices',
      text: `Which?\n\n1. ${title}`,
      choices: [{ id: 'w', title: 'A table by the wind…' }],
    })
    expect(messenger.parts(part as Content)).toEqual([part])
  })

  test('with a title that just fits has none', () => {
    const content = { type: 'choices' as const, text: '?', choices: [{ id: 'a', title: 'x'.repeat(20) }] }

    expect(messenger.parts(content)).toEqual([content])
  })

  test('with a description says it in the text, and the one that leads back is 0', () => {
    const [part] = instagram.parts({
      type: 'choices',
      text: 'Which?',
      choices: [
        { id: 'a', title: 'Small', description: '20 cm' },
        { id: 'b', title: 'Back', back: true },
      ],
    })

    expect(part).toMatchObject({
      text: 'Which?\n\n1. Small - 20 cm\n0. Back',
      choices: [{ id: 'a' }, { id: 'b' }],
    })
  })

  test('without words of its own has the numbered text', () => {
    expect(textsOf(messenger.parts({ type: 'choices', text: ' ', choices: choices(2) }))).toEqual([
      '1. Option 1\n2. Option 2',
    ])
  })

  test('whose titles would be equal when cut has titles that are not', () => {
    const title = (at: number) => `The very long title number ${at}`
    const [part] = messenger.parts({ type: 'choices', text: '?', choices: choices(3, title) })

    const titles = part?.type === 'choices' ? part.choices.map((choice) => choice.title) : []
    expect(new Set(titles).size).toBe(3)
    expect(titles.every((one) => [...one].length <= 20)).toBe(true)
  })

  test('whose ids cannot be told apart has no buttons', () => {
    const same = [
      { id: 'a', title: 'A' },
      { id: ' a', title: 'B' },
    ]

    expect(messenger.parts({ type: 'choices', text: '?', choices: same })).toMatchObject([{ type: 'text' }])
  })

  test('that is too long has its options with its last part', () => {
    const text = `${'word '.repeat(300)}\n\nWhich?`
    const parts = instagram.parts({ type: 'choices', text, choices: choices(2) })

    expect(parts.map(({ type }) => type)).toEqual(['text', 'text', 'choices'])
    expect(parts.at(-1)).toMatchObject({ text: 'Which?' })
    for (const part of textsOf(parts)) expect(bytesOf(part)).toBeLessThanOrEqual(1000)
  })
})

describe('a file', () => {
  const file = { type: 'media' as const, kind: 'image' as const, mediaId: 'ours' }

  test('and its caption are two messages', () => {
    expect(messenger.parts({ ...file, caption: 'Look' })).toEqual([file, { type: 'text', text: 'Look' }])
    expect(messenger.parts({ ...file, caption: ' ' })).toEqual([file])
    expect(messenger.parts(file)).toEqual([file])
  })

  test('that is nowhere is its name', () => {
    expect(messenger.parts({ type: 'media', kind: 'document', filename: 'a.pdf' })).toEqual([
      { type: 'text', text: 'a.pdf' },
    ])
  })
})

test.each<[content: Content, text: string]>([
  [
    { type: 'location', latitude: 1.5, longitude: -2, name: 'Shop', address: 'Main St 1' },
    'Shop\nMain St 1\nhttps://www.google.com/maps?q=1.5,-2',
  ],
  [
    { type: 'contacts', contacts: [{ name: 'Ada', phones: ['+49 1'], emails: ['a@x.org'] }] },
    'Ada\n+49 1\na@x.org',
  ],
  [{ type: 'share', kind: 'post', title: 'New', url: 'https://x.org/p' }, 'New\nhttps://x.org/p'],
  [{ type: 'system', event: 'x', text: 'Moved' }, 'Moved'],
])('%j becomes text', (content, text) => {
  expect(instagram.parts(content)).toEqual([{ type: 'text', text }])
})
