import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat, StepContext, StepOptions, Steps } from './chat.ts'
import { defineBackend, StepError, TerminalError } from './index.ts'

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

function doing(acts: Steps, options?: StepOptions): Conversation {
  return talk(async (chat) => {
    await chat.say(JSON.stringify(await chat.all(acts, options)))
    await chat.ask('And now?')
    await chat.say('done')
  })
}

/** Fails so many times, and then gives its name. */
function failing(name: string, times: number, error = new Error(`${name} is down`)) {
  const keys: string[] = []
  const act = ({ idempotencyKey }: StepContext) => {
    if (keys.push(idempotencyKey) <= times) throw error
    return name
  }
  return { keys, act }
}

describe('chat.all', () => {
  test('does its steps at the same time', async () => {
    const both = Promise.withResolvers<void>()
    let started = 0
    const act = async () => {
      if (++started === 2) both.resolve()
      await both.promise
      return started
    }
    const talking = doing({ one: act, two: act })
    await talking.hear('hello')

    expect(talking.texts).toEqual(['{"one":2,"two":2}', 'And now?'])
  })

  test('records each below its own place, once', async () => {
    const [one, two] = [failing('one', 0), failing('two', 0)]
    const talking = doing({ one: one.act, two: two.act })
    await talking.hear('hello')
    await talking.hear('go on')

    expect(talking.journal.slice(0, 3)).toMatchObject([
      { position: '0001', kind: 'all', name: 'one, two', value: null },
      { position: '0001.0001', kind: 'step', name: 'one', value: { ok: 'one' }, attempts: 1 },
      { position: '0001.0002', kind: 'step', name: 'two', value: { ok: 'two' } },
    ])
    expect(talking.texts.at(-1)).toBe('done')
    expect([one.keys.length, two.keys.length]).toEqual([1, 1])
  })

  test('attempts again what failed, under the same key, and nothing else', async () => {
    const [one, two, three] = [failing('one', 2), failing('two', 0), failing('three', 1)]
    const talking = doing({ one: one.act, two: two.act, three: three.act })
    await talking.hear('hello')
    expect(talking.wait).toMatchObject({
      kind: 'step',
      position: '0001',
      name: 'one, three',
      attempts: 1,
      error: 'one is down',
    })
    talking.clock = (talking.wait?.dueAt ?? 0) - 100
    await talking.hear('are you there?')
    expect(one.keys).toHaveLength(1)
    await talking.pass(60_000)
    await talking.pass(60_000)

    expect(talking.texts[0]).toBe('{"one":"one","two":"two","three":"three"}')
    expect([one.keys.length, two.keys.length, three.keys.length]).toEqual([3, 1, 2])
    expect(new Set(one.keys)).toEqual(new Set(['0198a000-0000-7000-8000-000000000001:1:0001.0001']))
  })

  test('throws when all have ended, and replays into the same', async () => {
    const bad = failing('bad', 9, new TerminalError('no such order'))
    const [late, good] = [failing('late', 9), failing('good', 0)]
    const talking = talk(async (chat) => {
      const error = await chat
        .all({ late: late.act, bad: bad.act, good: good.act })
        .catch((thrown: unknown) => thrown)
      await chat.ask(error instanceof StepError ? error.message : 'no error')
      await chat.say('done')
    })
    await talking.hear('hello')
    await talking.hear('go on')

    expect(talking.texts).toEqual(["Step 'late' failed after 1 attempt: late is down", 'done'])
    expect([late.keys.length, bad.keys.length, good.keys.length]).toEqual([1, 1, 1])
  })

  test('gives up after the attempts it was given', async () => {
    const talking = doing({ one: failing('one', 9).act }, { retry: { attempts: 2 } })
    await talking.hear('hello')
    await talking.pass(60_000)

    expect(talking.end).toMatchObject({
      type: 'failed',
      failure: { code: 'step_failed', message: "Step 'one' failed after 2 attempts: one is down" },
    })
  })

  test('goes on after a crash in the middle with what is left', async () => {
    const [one, two] = [failing('one', 0), failing('two', 0)]
    const talking = doing({ one: one.act, two: two.act })
    talking.receive('hello')
    talking.beforeStep = ({ name }) => {
      if (name === 'two') throw new Error('the host died')
    }
    await expect(talking.play('start')).rejects.toThrow('the host died')
    talking.beforeStep = () => {}
    await talking.turn('recover')

    expect(talking.texts[0]).toBe('{"one":"one","two":"two"}')
    expect([one.keys.length, two.keys.length]).toEqual([1, 2])
    expect(new Set(two.keys).size).toBe(1)
  })

  test('keeps a time that was read before it, whichever step is recorded first', async () => {
    const talking = talk(async (chat) => {
      const now = chat.now().getTime()
      await chat.all({ one: () => 1, two: () => 2 })
      await chat.say(String(now))
    })
    talking.beforeStep = ({ name }) => {
      if (name === 'two') throw new Error('the host died')
    }
    await expect(talking.receive('hello').play('start')).rejects.toThrow('the host died')

    expect(talking.kinds).toEqual(['now', 'step'])
  })

  test('of other steps than the journal has is stopped', async () => {
    const acts: Record<string, () => number> = { one: () => 1 }
    const talking = doing(acts)
    await talking.hear('hello')
    acts.two = () => 2
    await talking.hear('go on')

    expect(talking.end).toMatchObject({
      type: 'failed',
      failure: {
        code: 'nondeterminism',
        expected: { kind: 'all', name: 'one' },
        actual: { name: 'one, two' },
      },
    })
  })

  test('in the place of a step is stopped', async () => {
    let isNew = false
    const talking = talk(async (chat) => {
      if (isNew) await chat.all({ one: () => 1 })
      else await chat.step('one', () => 1)
      await chat.ask('And now?')
    })
    await talking.hear('hello')
    isNew = true
    await talking.hear('go on')

    expect(talking.end).toMatchObject({ type: 'failed', failure: { code: 'nondeterminism' } })
  })

  test('of no steps is a mistake', async () => {
    const talking = doing({})
    await talking.hear('hello')

    expect(talking.end).toMatchObject({ failure: { message: 'Error: chat.all has no steps.' } })
  })

  test('has a name that fits, however many steps there are', async () => {
    const acts = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`step ${index}`, () => index]))
    const talking = doing(acts)
    await talking.hear('hello')
    await talking.hear('go on')

    expect(talking.journal[0]?.name).toHaveLength(200)
    expect(talking.texts.at(-1)).toBe('done')
  })
})
