import { AppError } from '@hilo/protocol'
import { describe, expect, test, vi } from 'vitest'
import { memoryStorage } from '../testing/memory-storage.ts'
import { Outbox, type Outgoing } from './outbox.ts'

const REPLY = { conversationId: 'c1', kind: 'reply', text: 'Hello', replyTo: null } as const

describe('Outbox', () => {
  test('shows a message at once and forgets it when the server has it', async () => {
    const { outbox, arrived } = anOutbox()

    outbox.add(REPLY)

    expect(outbox.snapshot()).toMatchObject([{ text: 'Hello', state: 'sending' }])
    await vi.waitFor(() => expect(outbox.snapshot()).toEqual([]))
    expect(arrived).toHaveLength(1)
  })

  test('tries again with the same client id while the server cannot be reached', async () => {
    const { outbox, arrived, server } = anOutbox()
    server.error = new AppError('unavailable', 'The server did not answer.')
    outbox.add(REPLY)
    await vi.waitFor(() => expect(arrived.length).toBeGreaterThan(1))

    server.error = null
    outbox.flush()

    await vi.waitFor(() => expect(outbox.snapshot()).toEqual([]))
    expect(new Set(arrived.map(({ clientId }) => clientId)).size).toBe(1)
  })

  test('keeps the order in which they were written', async () => {
    const { outbox, arrived } = anOutbox()

    for (const text of ['one', 'two', 'three']) outbox.add({ ...REPLY, text })

    await vi.waitFor(() => expect(outbox.snapshot()).toEqual([]))
    expect(arrived.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  test('says why a message was refused, and sends the ones after it', async () => {
    const { outbox, arrived, server } = anOutbox()
    server.error = new AppError('window_closed', 'The window is closed.')
    outbox.add(REPLY)
    await vi.waitFor(() =>
      expect(outbox.snapshot()).toMatchObject([{ state: 'failed', reason: 'window_closed' }]),
    )
    server.error = null

    outbox.add({ ...REPLY, kind: 'note', text: 'Later' })

    await vi.waitFor(() => expect(arrived.at(-1)).toMatchObject({ text: 'Later' }))
    await vi.waitFor(() => expect(outbox.snapshot()).toMatchObject([{ text: 'Hello', state: 'failed' }]))
  })

  test('sends a refused message again, or lets it go, when asked', async () => {
    const { outbox, server } = anOutbox()
    server.error = new AppError('conflict', 'Closed.')
    outbox.add(REPLY)
    outbox.add({ ...REPLY, text: 'Never mind' })
    await vi.waitFor(() => expect(outbox.snapshot().map(({ state }) => state)).toEqual(['failed', 'failed']))
    server.error = null
    const [first, second] = outbox.snapshot().map(({ clientId }) => clientId)

    outbox.retry(first ?? '')
    outbox.discard(second ?? '')

    await vi.waitFor(() => expect(outbox.snapshot()).toEqual([]))
  })

  test('gives up on a message at which the server fails again and again', async () => {
    const { outbox, arrived, server } = anOutbox()
    server.error = new AppError('internal', 'The server failed.')

    outbox.add(REPLY)

    await vi.waitFor(() => expect(outbox.snapshot()).toMatchObject([{ state: 'failed', reason: 'internal' }]))
    expect(arrived).toHaveLength(5)
  })

  test('survives a reload: what was under way waits again, with its client id', () => {
    const storage = memoryStorage()
    const before = new Outbox({ storage, deliver: () => new Promise(() => undefined) })
    before.add(REPLY)
    const [sending] = before.snapshot()

    const after = new Outbox({ storage, deliver: () => new Promise(() => undefined) })

    expect(after.snapshot()).toEqual([{ ...sending, state: 'waiting' }])
  })

  test('works without room in the storage', async () => {
    const { outbox, arrived, storage } = anOutbox()
    storage.isFull = true

    outbox.add(REPLY)

    await vi.waitFor(() => expect(arrived).toHaveLength(1))
  })
})

function anOutbox() {
  const arrived: Outgoing[] = []
  const server: { error: AppError | null } = { error: null }
  const storage = memoryStorage()
  const deliver = async (item: Outgoing) => {
    arrived.push(item)
    if (server.error) throw server.error
  }
  return { arrived, server, storage, outbox: new Outbox({ storage, deliver, waitMs: () => 1 }) }
}
