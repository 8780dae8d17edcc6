import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

test('a lane does one thing after the other, in the order it was asked', async () => {
  const lanes = createLanes()
  const done: string[] = []
  const task = (name: string, ms: number) => async () => {
    done.push(`${name} begins`)
    await sleep(ms)
    done.push(`${name} ends`)
  }

  await Promise.all([lanes.run('a', task('slow', 20)), lanes.run('a', task('fast', 0))])

  expect(done).toEqual(['slow begins', 'slow ends', 'fast begins', 'fast ends'])
  expect(lanes.size).toBe(0)
})

test('lanes do not wait for each other', async () => {
  const lanes = createLanes()
  const done: string[] = []

  await Promise.all([
    lanes.run('a', () => sleep(20).then(() => void done.push('slow'))),
    lanes.run('b', async () => void done.push('fast')),
  ])

  expect(done).toEqual(['fast', 'slow'])
})

test('a failure reaches whoever asked, and the lane goes on', async () => {
  const lanes = createLanes()
  const failing = lanes.run('a', () => Promise.reject(new Error('broken')))
  const next = lanes.run('a', async () => undefined)

  await expect(failing).rejects.toThrow('broken')
  await expect(next).resolves.toBeUndefined()
  await expect(lanes.run('a', async () => undefined)).resolves.toBeUndefined()
})
