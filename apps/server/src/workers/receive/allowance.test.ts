import { expect, test } from 'vitest'
import { createAllowance } from './allowance.ts'

const [SLOW, QUICK] = [100, 10]

function anAllowance() {
  let now = 0
  const allowance = createAllowance(() => now)
  return {
    ...allowance,
    /** Acknowledgements that take so long, one after the other. */
    come(count: number, tookMs: number) {
      for (let nth = 0; nth < count; nth++) {
        now += 60
        allowance.note(tookMs)
      }
    },
    wait: (ms: number) => {
      now += ms
    },
  }
}

test('slow acknowledgements halve what may be worked on, and never end it', () => {
  const { come, now } = anAllowance()
  const all = now()

  come(1, SLOW)
  expect(now()).toBe(all / 2)
  come(100, SLOW)
  expect(now()).toBeGreaterThan(0)
  expect(now()).toBeLessThan(all / 8)
})

test('those that were slow together count once', () => {
  const { note, now } = anAllowance()
  const all = now()

  for (let nth = 0; nth < 20; nth++) note(SLOW)

  expect(now()).toBe(all / 2)
})

test('quick ones raise it again, no further than it was', () => {
  const { come, now } = anAllowance()
  const all = now()
  come(100, SLOW)
  const least = now()

  come(3, QUICK)
  expect(now()).toBe(least + 3)
  come(200, QUICK)
  expect(now()).toBe(all)
})

test('it is forgotten when nothing comes any more', () => {
  const { come, wait, now } = anAllowance()
  const all = now()
  come(100, SLOW)

  wait(1_500)

  expect(now()).toBe(all)
})
