import { AppError } from '@hilo/protocol'
import { expect, test, vi } from 'vitest'
import { aMessage } from '../../testing/wire.ts'
import { notePut, settleSent } from './put-answer.ts'

const said = (seq: number, author: 'agent' | 'contact', text: string) =>
  aMessage({ id: `${seq}`, seq, author, content: { type: 'text', text } })

const before = [said(1, 'contact', 'Vouchers? Yes, at the desk.'), said(2, 'agent', 'Yes, at the desk.')]
const after = [...before, said(4, 'agent', 'Hello Ana. Yes, at the desk.')]
const vouchers = { messageId: 'm', place: 2, question: 'Vouchers?' }

function listening(settle = async (_: object) => {}) {
  return { settle: vi.fn(settle), tell: vi.fn() }
}

test('an article’s words that were put into the reply deal with their question once they are sent', async () => {
  notePut({ ...vouchers, conversationId: 'c' }, 'Yes, at the desk.', before)
  const on = listening()

  await settleSent('c', before, on)
  await settleSent('c', [...before, said(3, 'agent', 'One moment.')], on)
  await settleSent('other', after, on)
  expect(on.settle).not.toHaveBeenCalled()
  // What comes meanwhile sends it no second time.
  await Promise.all([settleSent('c', after, on), settleSent('c', after, on)])
  await settleSent('c', after, on)
  expect(on.settle.mock.calls).toMatchObject([[vouchers]])
  expect(on.tell).not.toHaveBeenCalled()
})

test('what could not be settled is told once, and tried again until it is', async () => {
  notePut({ ...vouchers, conversationId: 'd' }, 'Yes, at the desk.', before)
  const away = listening(() => Promise.reject(new AppError('unavailable', 'Not now.')))
  await settleSent('d', after, away)
  await settleSent('d', after, away)
  expect([away.settle.mock.calls.length, away.tell.mock.calls.length]).toEqual([2, 1])

  const back = listening()
  await settleSent('d', after, back)
  await settleSent('d', after, back)
  expect(back.settle).toHaveBeenCalledOnce()
})

test('what the server refuses is told, and not tried again', async () => {
  notePut({ ...vouchers, conversationId: 'e' }, 'Yes, at the desk.', before)
  const on = listening(() => Promise.reject(new AppError('not_found', 'It was taken back.')))
  await settleSent('e', after, on)
  await settleSent('e', after, on)
  expect([on.settle.mock.calls.length, on.tell.mock.calls.length]).toEqual([1, 1])
})
