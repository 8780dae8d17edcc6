import { beforeEach, describe, expect, test } from 'vitest'
import { createJudge, faultsOf, type Judge, type Message } from './judge.ts'

describe('the judge', () => {
  let judge: Judge
  let first: Message
  let second: Message

  beforeEach(() => {
    judge = createJudge('run1')
    first = judge.write(7, 0)
    second = judge.write(7, 10)
    for (const message of [first, second]) message.ackAt = message.dueAt + 1
  })

  const answer = (message: Message, at = 20) =>
    judge.hear({ user: message.user, text: `You said: ${judge.textOf(message)}`, at })

  test('finds nothing when each message is answered once and in order', () => {
    expect([answer(first), answer(second)]).toEqual([first, second])

    expect(faultsOf(judge.verdict())).toBe('')
    expect(first.replyAt).toBe(20)
  })

  test('finds a message that was acknowledged and not answered', () => {
    answer(first)

    expect(judge.verdict()).toMatchObject({ sent: 2, lost: 1, refused: 0 })
  })

  test('tells a message that was never acknowledged from a lost one', () => {
    second.ackAt = null
    answer(first)

    expect(judge.verdict()).toMatchObject({ lost: 0, refused: 1 })
  })

  test('finds a reply that came twice, and keeps the time of the first', () => {
    answer(first, 20)
    answer(second)
    answer(first, 90)

    expect(judge.verdict()).toMatchObject({ doubled: 1, reordered: 0, lost: 0 })
    expect(first.replyAt).toBe(20)
  })

  test('finds a reply that came after the reply to a later message', () => {
    answer(second)
    answer(first)

    expect(judge.verdict()).toMatchObject({ reordered: 1, doubled: 0, lost: 0 })
  })

  test('does not mix up the order of two contacts', () => {
    const other = judge.write(8, 5)
    other.ackAt = 6
    answer(first)
    answer(second)
    answer(other)

    expect(faultsOf(judge.verdict())).toBe('')
  })

  test('takes a reply that does not begin as it must for an answer to nothing', () => {
    const strict = createJudge('run1', 'Noted: ')
    const message = strict.write(7, 0)

    expect(strict.hear({ user: 7, text: strict.textOf(message), at: 20 })).toBeNull()
    expect(strict.hear({ user: 7, text: `Noted: ${strict.textOf(message)}`, at: 30 })).toBe(message)
    expect(strict.verdict()).toMatchObject({ strange: 1, lost: 0 })
  })

  test.each([
    ['to another contact', { user: 8, text: 'hello #run1 7 0#' }],
    ['to nobody', { user: null, text: 'hello #run1 7 0#' }],
    ['of another run', { user: 7, text: 'hello #run0 7 0#' }],
    ['to a message that was never written', { user: 7, text: 'hello #run1 7 5#' }],
    ['without a token', { user: 7, text: 'hello' }],
  ])('takes a reply %s for an answer to nothing', (_name, reply) => {
    expect(judge.hear({ ...reply, at: 20 })).toBeNull()

    expect(judge.verdict()).toMatchObject({ strange: 1, lost: 2 })
    expect(faultsOf(judge.verdict())).toBe('2 lost, 1 strange')
  })
})
