import { afterEach, describe, expect, test, vi } from 'vitest'
import { openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

// In a process of its own: an id is never less than the one before it, so what others made after a jump ahead
// would be of another day.

const { simulators, server } = await startWithSimulators()
const openWith = (code: string) => openDesk(server, { simulators, code })
const eventually = { timeout: 10_000 }

describe('when the clock of the machine jumps, that of the database counts', () => {
  afterEach(() => vi.useRealTimers())

  const jump = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })

  test('three days ahead, an answer that came at once is in time', async () => {
    const desk = await openWith(`
      const name = await chat.ask('Name?', { timeout: '2 days', onTimeout: () => 'nobody' })
      await chat.say('Thanks, ' + name)`)
    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['Name?'])

    jump(3 * 86_400_000)
    await desk.say('Lin')

    await expect.poll(desk.phone).toEqual(['Name?', 'Thanks, Lin'])
  })

  test('an hour back, a sleep lasts as long as it was to last', async () => {
    const desk = await openWith("await chat.ask(); await chat.sleep('2 seconds'); await chat.say('Awake')")

    jump(-3_600_000)
    const begun = performance.now()
    await desk.say('Hi')

    await expect.poll(desk.phone, eventually).toEqual(['Awake'])
    expect(performance.now() - begun).toBeGreaterThan(2_000)
  })
})
