import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat, StepContext, StepOptions } from './chat.ts'
import { defineBackend, type StepError, TerminalError } from './index.ts'

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

function doing(act: (context: StepContext) => unknown, options?: StepOptions): Conversation {
  return talk(async (chat) => chat.say(`=${JSON.stringify(await chat.step('work', act, options))}`))
}

describe('chat.step', () => {
  test('is done once, and its result is given back ever after', async () => {
    let calls = 0
    const talking = talk(async (chat) => {
      const order = await chat.step('order', () => ({ id: ++calls }))
      await chat.ask('Pay now?')
      await chat.say(`order ${order.id}`)
    })
    await talking.hear('hello')
    await talking.hear('yes')

    expect([calls, talking.texts]).toEqual([1, ['Pay now?', 'order 1']])
  })

  test('needs a name that the journal takes', async () => {
    for (const name of ['', ' ', 'x'.repeat(201), undefined]) {
      const talking = talk((chat) => chat.step(name as string, () => 1))
      await talking.hear('hello')
      expect(talking.end).toMatchObject({
        failure: { message: 'Error: A step needs a name of 1 to 200 characters.' },
      })
    }
  })

  test('has a key that no attempt and no crash changes', async () => {
    const seen: unknown[] = []
    const talking = doing(({ idempotencyKey, attempt }) => {
      seen.push([idempotencyKey, attempt])
      if (attempt < 3) throw new Error('down')
    })
    await talking.hear('hello')
    await talking.pass(0)
    await talking.pass(0)

    const key = '0198a000-0000-7000-8000-000000000001:1:0001'
    expect(seen).toEqual([1, 2, 3].map((attempt) => [key, attempt]))
    expect(talking.journal[0]).toMatchObject({ kind: 'step', name: 'work', attempts: 3 })
  })

  test('waits after a failure, longer each time, whatever is written meanwhile', async () => {
    let calls = 0
    const talking = doing(() => {
      calls++
      throw new Error('down')
    })
    await talking.hear('hello')
    const { now } = talking.input('message')
    const first = talking.wait
    expect(first).toMatchObject({ kind: 'step', position: '0001', name: 'work', attempts: 1, error: 'down' })
    talking.clock = (first?.dueAt ?? 0) - 400
    await talking.hear('are you there?')
    expect(calls).toBe(1)
    expect(talking.wait).toEqual(first)
    expect(now).toBeLessThan(talking.clock)
    await talking.pass(1000)
    const pause = (talking.wait?.dueAt ?? 0) - (talking.clock - 60_000)

    expect(calls).toBe(2)
    expect(pause).toBeGreaterThanOrEqual(1000)
    expect(pause).toBeLessThan(1100)
    expect(talking.input('message').inbox).toHaveLength(2)
  })

  test('gives up after the attempts with an error that can be caught, and is not tried again', async () => {
    let calls = 0
    const talking = talk(async (chat) => {
      try {
        await chat.step('book', () => Promise.reject(new Error(`down ${++calls}`)), {
          retry: { attempts: 2 },
        })
      } catch (error) {
        const { name, step, attempts, terminal, message } = error as StepError
        await chat.say(JSON.stringify({ name, step, attempts, terminal, message }))
      }
      await chat.ask('Another day?')
    })
    await talking.hear('hello')
    await talking.pass(1000)
    await talking.turn()

    const message = "Step 'book' failed after 2 attempts: down 2"
    expect(JSON.parse(talking.texts[0] ?? '')).toEqual({
      name: 'StepError',
      step: 'book',
      attempts: 2,
      terminal: false,
      message,
    })
    expect(calls).toBe(2)
  })

  test('uncaught ends the run as step_failed', async () => {
    const talking = doing(() => Promise.reject(new Error('down')), { retry: { attempts: 1 } })
    await talking.hear('hello')

    expect(talking.end).toMatchObject({
      type: 'failed',
      failure: { code: 'step_failed', message: "Step 'work' failed after 1 attempt: down" },
    })
  })

  test('does not try again after a TerminalError', async () => {
    const talking = doing(() => Promise.reject(new TerminalError('No such account.')))
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { code: 'terminal' } })
    expect(talking.journal[0]).toMatchObject({ value: { error: { terminal: true } }, attempts: 1 })
  })

  test('takes the result that another writer recorded first', async () => {
    const talking = doing(() => 'mine')
    talking.beforeStep = (entry) => {
      talking.beforeStep = () => {}
      talking.journal.push({ ...entry, value: { ok: 'theirs' } })
    }
    await talking.hear('hello')

    expect(talking.texts).toEqual(['="theirs"'])
  })

  test('refuses a result that is no JSON, and does not repeat what it did', async () => {
    let calls = 0
    const talking = doing(() => ({ at: new Date(++calls) }))
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { message: /step 'work' must be plain JSON, but at .at/ } })
    expect(calls).toBe(1)
  })

  test('cuts an attempt that takes too long, and tells it', async () => {
    let aborted = false
    const talking = doing(
      ({ signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            aborted = true
          })
        }),
      { timeout: 20 },
    )
    await talking.hear('hello')

    expect(talking.wait).toMatchObject({ kind: 'step', error: 'It took longer than 20 ms.' })
    expect(aborted).toBe(true)
  })

  test('keeps nothing apart from undefined', async () => {
    const talking = doing(() => {})
    await talking.hear('hello')
    expect(talking.texts).toEqual(['=undefined'])
  })

  test('rejects the turn when it cannot be recorded', async () => {
    const talking = doing(() => 1)
    talking.beforeStep = () => {
      throw new Error('The database is down.')
    }

    await expect(talking.receive('hello').play('start')).rejects.toThrow('The database is down.')
  })
})
