import { beforeEach, expect, test } from 'vitest'
import { type Breaker, createBreaker } from './breaker.ts'

let now = 0
let breaker: Breaker
const [inbox, other] = ['inbox', 'other']

beforeEach(() => {
  now = 1_000
  breaker = createBreaker(() => now)
})

const note = (health: Parameters<Breaker['note']>[1], times = 1) => {
  for (let count = 1; count < times; count++) breaker.note(inbox, health)
  return breaker.note(inbox, health)
}

test('some answers that say nothing are chance; five in a row are not, and only their inbox waits', () => {
  expect(note('ill', 4)).toBeNull()
  expect(breaker.hold(inbox)).toBeNull()

  expect(note('ill')).toBe('tripped')

  expect(breaker.hold(inbox)).toBeGreaterThanOrEqual(1_000)
  expect(breaker.hold(other)).toBeNull()
})

test('a good answer between them begins the count anew', () => {
  note('ill', 4)
  note('well')

  expect(note('ill', 4)).toBeNull()
})

test('one goes to see, the others wait for it, and a good answer ends it', () => {
  note('ill', 5)
  now += 1_300

  expect(breaker.hold(inbox)).toBeNull()
  expect(breaker.hold(inbox)).toBeGreaterThan(0)

  expect(note('well')).toBe('mended')
  expect(breaker.hold(inbox)).toBeNull()
})

test('the waits double up to half a minute, and are told once', () => {
  note('ill', 5)
  const waits: number[] = []
  for (let count = 0; count < 8; count++) {
    now += 60_000
    expect(breaker.hold(inbox)).toBeNull()
    expect(note('ill')).toBeNull()
    waits.push(Math.floor((breaker.hold(inbox) ?? 0) / 1_000))
  }

  expect(waits[0]).toBe(2)
  expect(waits[1]).toBeGreaterThanOrEqual(4)
  expect(Math.max(...waits)).toBeLessThanOrEqual(37)
  expect(waits.at(-1)).toBeGreaterThanOrEqual(30)
})

test('an account that has to slow down waits at once, as long as the platform says', () => {
  expect(breaker.note(inbox, 'slow_down', 20_000)).toBe('tripped')

  expect(breaker.hold(inbox)).toBeGreaterThanOrEqual(20_000)
})

test('what was under way when it tripped makes the wait no longer', () => {
  note('ill', 5)
  const wait = (breaker.hold(inbox) ?? 0) / 1.25

  note('ill', 20)

  expect((breaker.hold(inbox) ?? 0) / 1.25).toBeLessThanOrEqual(wait * 1.3)
})

test('who went to see and never came back is replaced', () => {
  note('ill', 5)
  now += 1_300
  breaker.hold(inbox)
  now += 30_001

  expect(breaker.hold(inbox)).toBeNull()
})

test('who looks sees since when it waits, and for how long', () => {
  note('ill', 4)
  expect(breaker.look(inbox)).toBeNull()

  note('ill')
  now += 400
  expect(breaker.look(inbox)).toEqual({ sinceMs: 400, nextMs: 600 })

  now += 5_000
  breaker.hold(inbox)
  note('ill')
  expect(breaker.look(inbox)).toMatchObject({ sinceMs: 5_400 })

  note('well')
  expect(breaker.look(inbox)).toBeNull()
})
