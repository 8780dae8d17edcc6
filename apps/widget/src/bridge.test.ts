import { describe, expect, test } from 'vitest'
import { readToFrame, readToHost } from './bridge.ts'

const NONSENSE = [
  null,
  undefined,
  0,
  'close',
  [],
  {},
  { hilo: '__proto__' },
  { hilo: 'constructor' },
  { hilo: 1 },
]

describe('readToHost', () => {
  test.each(NONSENSE)('ignores %j', (data) => {
    expect(readToHost(data)).toBeNull()
  })

  test.each(['9', Number.NaN, 1.5, null, {}])('ignores a state whose unread count is %j', (unread) => {
    expect(readToHost({ hilo: 'state', unread })).toBeNull()
  })

  test('reads the state without a colour that is none', () => {
    const color = 'red;background:url(https://evil.example)'

    expect(readToHost({ hilo: 'state', unread: 2, color })).toEqual({ hilo: 'state', unread: 2 })
    expect(readToHost({ hilo: 'state', unread: 2, color: '#0F5c5a' })).toMatchObject({ color: '#0F5c5a' })
  })

  test('passes on nothing of a message but who wrote it', () => {
    const detail = { id: 'a', author: 'agent' }
    const message = readToHost({ hilo: 'message', detail: { ...detail, content: 'secret' }, text: 'secret' })

    expect(message).toEqual({ hilo: 'message', detail })
  })
})

describe('readToFrame', () => {
  test.each([...NONSENSE, { hilo: 'set' }, { hilo: 'set', isOpen: 'yes' }])('ignores %j', (data) => {
    expect(readToFrame(data)).toBeNull()
  })

  test('reads how the page wants the frame', () => {
    const message = { hilo: 'set', isOpen: true, locale: 'pt-BR', color: '#112233' }

    expect(readToFrame(message)).toEqual(message)
    expect(readToFrame({ ...message, locale: 7, color: 'red' })).toEqual({ hilo: 'set', isOpen: true })
  })
})
