import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'

const options = { pauseMs: 1, onError: () => {} }

test('the work is repeated, never beside itself', async () => {
  let under = 0
  let most = 0
  let times = 0
  const repetition = repeat(async () => {
    most = Math.max(most, ++under)
    await sleep(5)
    under--
    times++
  }, options)
  repetition.start()

  await expect.poll(() => times).toBeGreaterThan(3)
  await repetition.stop()
  expect(most).toBe(1)
})

test('an error is told, and the work goes on', async () => {
  const onError = vi.fn()
  let times = 0
  const repetition = repeat(
    async () => {
      if (++times === 1) throw new Error('away')
    },
    { ...options, onError },
  )
  repetition.start()

  await expect.poll(() => times).toBeGreaterThan(2)
  await repetition.stop()
  expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'away' }))
})

test('after the stop, which waits for the work under way, nothing begins', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  let begun = 0
  const repetition = repeat(() => {
    begun++
    return gate
  }, options)
  repetition.start()
  await expect.poll(() => begun).toBe(1)

  let isStopped = false
  const stopping = repetition.stop().then(() => {
    isStopped = true
  })
  await sleep(5)
  expect(isStopped).toBe(false)
  open()
  await stopping
  await sleep(20)
  expect(begun).toBe(1)
})
