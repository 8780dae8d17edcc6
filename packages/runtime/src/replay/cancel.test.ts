import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend, TerminalError } from './index.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) =>
  new Conversation(defineBackend({ name: 'test', on: { cancel: true }, run }))

/** A trip whose bookings are noted as they are made and undone. */
function trip(undo: (name: string) => void = () => {}) {
  const done: string[] = []
  const keys: string[] = []
  const book = (chat: Chat, name: string) =>
    chat.step(name, () => `${name} ${done.push(name)}`, {
      retry: { attempts: 2 },
      onUndo: (booked, { idempotencyKey }) => {
        undo(name)
        keys.push(idempotencyKey)
        done.push(`no ${booked}`)
      },
    })
  const talking = talk(async (chat) => {
    await book(chat, 'flight')
    await book(chat, 'hotel')
    await chat.step('tell', () => void done.push('tell'))
    await chat.ask('Pay now?')
    await chat.cancel('not paid', { say: 'All cancelled.' })
  })
  return { talking, done, keys }
}

describe('a run that is cancelled', () => {
  test('undoes what it did at once with something else that failed for good', async () => {
    const done: string[] = []
    const talking = talk(async (chat) => {
      const acts = {
        flight: async () => 'LA1',
        hotel: () => 'room 7',
        car: () => {
          throw new TerminalError('no car')
        },
      }
      const onUndo = {
        flight: (booked: string) => done.push(`no ${booked}`),
        hotel: (booked: string) => done.push(`no ${booked}`),
        car: () => done.push('no car'),
      }
      await chat.all(acts, { onUndo }).catch(() => chat.cancel('no car'))
    })
    await talking.hear('hello')

    expect(talking.end).toEqual({ type: 'cancelled', reason: 'no car' })
    expect(done.toSorted()).toEqual(['no LA1', 'no room 7'])
  })

  test('undoes what it did, the last first, with the results and keys of their own, and ends', async () => {
    const { talking, done, keys } = trip()
    await talking.hear('hello')
    await talking.hear('no')

    expect(done).toEqual(['flight', 'hotel', 'tell', 'no hotel 2', 'no flight 1'])
    expect(keys).toEqual(['0002', '0001'].map((at) => `${talking.circumstances.runId}:1:9999.${at}`))
    expect(talking.texts).toEqual(['Pay now?', 'All cancelled.'])
    expect(talking.end).toEqual({ type: 'cancelled', reason: 'not paid' })
    expect(talking.journal.slice(-4).map(({ position, kind, name }) => [position, kind, name])).toEqual([
      ['9999', 'cancel', ''],
      ['9999.0001', 'step', 'undo flight'],
      ['9999.0002', 'step', 'undo hotel'],
      ['9999.9999', 'say', ''],
    ])
  })

  test('by the contact says so', async () => {
    const { talking, done } = trip()
    await talking.hear('hello')
    await talking.hear('Cancelar, por favor')

    expect(done.slice(-2)).toEqual(['no hotel 2', 'no flight 1'])
    expect(talking.end).toEqual({ type: 'cancelled', reason: 'The contact cancelled.' })
    expect(talking.texts.at(-1)).toBe('Done, it is cancelled.')
  })

  test('by a member goes no further than it was, and tells the contact nothing', async () => {
    const { talking, done } = trip()
    await talking.hear('hello')
    await talking.receive('yes').turn('cancel')

    expect(done.slice(-2)).toEqual(['no hotel 2', 'no flight 1'])
    expect(talking.end).toEqual({ type: 'cancelled', reason: null })
    expect(talking.texts).toEqual(['Pay now?'])
  })

  test.each([
    ['a pause', (chat: Chat) => chat.sleep('1 day')],
    ['a hand-off', (chat: Chat) => chat.handoff('help')],
    ['a choice', (chat: Chat) => chat.choose('Which?', ['A', 'B'])],
    ['a step between two attempts', (chat: Chat) => chat.step('fails', () => Promise.reject(new Error('x')))],
    [
      'several such steps',
      (chat: Chat) => chat.all({ works: () => 1, fails: () => Promise.reject(new Error('x')) }),
    ],
  ])('by a member at %s does not wait for it', async (_what, wait) => {
    const done: string[] = []
    const talking = talk(async (chat) => {
      await chat.step('book', () => 1, { onUndo: () => void done.push('undone') })
      await wait(chat)
      await chat.say('never')
    })
    await talking.hear('hello')
    await talking.turn('cancel')

    expect([done, talking.end, talking.texts.includes('never')]).toEqual([
      ['undone'],
      { type: 'cancelled', reason: null },
      false,
    ])
  })

  test('by a member before it ever waited does nothing at all', async () => {
    const { talking, done } = trip()
    await talking.receive('hello').turn('cancel')

    expect([done, talking.kinds, talking.texts]).toEqual([[], ['cancel'], []])
  })

  test('tries an undoing again, whatever is written meanwhile, and goes on behind it', async () => {
    let failures = 1
    const { talking, done } = trip((name) => {
      if (name === 'hotel' && failures-- > 0) throw new Error('closed at night')
    })
    await talking.hear('hello')
    await talking.hear('cancel')
    expect(talking.wait).toMatchObject({ kind: 'step', name: 'undo hotel', error: 'closed at night' })
    expect(talking.texts).toEqual(['Pay now?'])
    await talking.hear('yes, I pay')

    expect(done.slice(3)).toEqual(['no hotel 2', 'no flight 1'])
    expect(talking.texts).toEqual(['Pay now?', 'Done, it is cancelled.'])
    expect(talking.end?.type).toBe('cancelled')
  })

  test('by a member tries an undoing again too', async () => {
    let failures = 1
    const { talking, done } = trip(() => {
      if (failures-- > 0) throw new Error('closed at night')
    })
    await talking.hear('hello')
    await talking.turn('cancel')
    await talking.pass(60_000)

    expect(done.slice(3)).toEqual(['no hotel 2', 'no flight 1'])
    expect(talking.end).toEqual({ type: 'cancelled', reason: null })
  })

  test('whose undoing fails for good undoes the rest and gives people the reason', async () => {
    const { talking, done } = trip((name) => {
      if (name === 'hotel') throw new TerminalError('No refunds.')
    })
    await talking.hear('hello')
    await talking.hear('cancel')

    expect(done.slice(3)).toEqual(['no flight 1'])
    expect(talking.end).toEqual({
      type: 'failed',
      failure: {
        code: 'undo_failed',
        message:
          "The run was cancelled, and not all of it could be undone. Step 'undo hotel' failed after 1 attempt: No refunds.",
      },
    })
    expect(talking.texts).toEqual(['Pay now?'])
  })

  test('leaves steps that failed, and those before a checkpoint, as they are', async () => {
    const done: string[] = []
    const onUndo = () => void done.push('undone')
    const talking = talk(async (chat) => {
      if (!chat.state) {
        await chat.step('before', () => 1, { onUndo })
        await chat.checkpoint(true)
      }
      await chat.step('bad', () => Promise.reject(new TerminalError('no')), { onUndo }).catch(() => {})
      await chat.cancel()
    })
    await talking.hear('hello')

    expect([done, talking.end]).toEqual([[], { type: 'cancelled', reason: null }])
  })

  test('stays inside its journal: code that has changed is stopped before anything is undone', async () => {
    const { talking, done } = trip()
    await talking.hear('hello')
    const other = talk(async (chat) => {
      await chat.step('train', () => 1, { onUndo: () => void done.push('wrong') })
    })
    Object.assign(other, { journal: talking.journal, end: talking.end })
    await other.turn('cancel')

    expect(other.end).toMatchObject({ failure: { code: 'nondeterminism' } })
    expect(done).toEqual(['flight', 'hotel', 'tell'])
  })

  test('and crashes at any place undoes everything under one key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(4), fc.constantFrom('cancel', 'no'), async (crashAt, word) => {
        const { talking, keys } = trip()
        await talking.hear('hello')
        talking.receive(word)
        let steps = 0
        talking.beforeStep = () => {
          if (steps++ === crashAt) throw new Error('crash')
        }
        const wake = crashAt % 2 === 0 ? 'message' : 'recover'
        await talking.turn(wake).catch(() => talking.turn('recover'))

        expect(talking.end?.type).toBe('cancelled')
        expect(new Set(keys).size).toBe(2)
      }),
      { numRuns: 20 },
    )
  })
})
