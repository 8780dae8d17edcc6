import { expect, test } from 'vitest'
import { aMessage } from '../../testing/wire.ts'
import { notePut, takeSent } from './put-answer.ts'

const said = (seq: number, author: 'agent' | 'contact', text: string) =>
  aMessage({ id: `${seq}`, seq, author, content: { type: 'text', text } })

test('an article’s words that were put into the reply deal with their question once they are sent', () => {
  const before = [said(1, 'contact', 'Vouchers? Yes, at the desk.'), said(2, 'agent', 'Yes, at the desk.')]
  const question = { conversationId: 'c', messageId: 'm', place: 2 }
  notePut(question, 'Yes, at the desk.', before)

  expect(takeSent('c', before)).toEqual([])
  expect(takeSent('c', [...before, said(3, 'agent', 'One moment.')])).toEqual([])
  const after = [...before, said(4, 'agent', 'Hello Ana. Yes, at the desk.')]
  expect(takeSent('other', after)).toEqual([])
  expect(takeSent('c', after)).toMatchObject([{ messageId: 'm', place: 2 }])
  expect(takeSent('c', after)).toEqual([])
})
