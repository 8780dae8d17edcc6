import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

const HOUR = 3_600_000

function talk(run: (chat: Chat) => Promise<unknown>): Conversation {
  return new Conversation(defineBackend({ name: 'test', run }))
}

describe('playTurn', () => {
  test('leaves an unanswered function where it is, without running its finally', async () => {
    let cleanups = 0
    const talking = talk(async (chat) => {
      try {
        await chat.ask('?')
      } finally {
        cleanups++
      }
    })
    await talking.hear('hello')

    expect([talking.end?.type, cleanups]).toEqual(['wait', 0])
  })

  test('sleeps to the moment and keeps what is written meanwhile', async () => {
    const talking = talk(async (chat) => {
      await chat.sleep('3 hours')
      await chat.say(`Good morning. You said: ${await chat.ask()}`)
    })
    await talking.hear('hello')
    expect(talking.wait).toMatchObject({ kind: 'sleep', dueAt: Date.UTC(2026, 0, 5, 15) })
    await talking.hear('still there?')
    expect(talking.texts).toEqual([])
    await talking.pass(3 * HOUR)

    expect(talking.texts).toEqual(['Good morning. You said: hello'])
  })

  test('that ends without having asked has read the message it began with, and no later one', async () => {
    const talking = talk((chat) => chat.say('Hello'))
    const played = await talking.receive('one').receive('two').play('start')

    expect(played).toMatchObject({ readSeq: 1, end: { type: 'done' } })
  })

  test('does not wait for a moment that has passed', async () => {
    const talking = talk(async (chat) => {
      await chat.sleepUntil('2020-01-01T00:00:00Z')
      await chat.say('done')
    })
    await talking.turn('start')

    expect(talking.kinds).toEqual(['sleep', 'woke', 'say', 'end'])
  })

  test('hands off, says so once, and goes on when it is handed back', async () => {
    const talking = talk(async (chat) => {
      await chat.handoff('wants a person', { summary: 'A table for 20' })
      await chat.say('It is me again.')
    })
    await talking.hear('hello')
    expect(talking.end).toMatchObject({
      wait: { kind: 'hand_back', dueAt: null },
      handoff: { reason: 'wants a person', summary: 'A table for 20' },
    })
    await talking.hear('hm')
    expect(talking.end).not.toHaveProperty('handoff')
    await talking.turn('hand_back')

    expect(talking.texts).toEqual(['It is me again.'])
  })

  test('ends at chat.end, whatever stands after it', async () => {
    const talking = talk(async (chat) => {
      await chat.end('enough')
      await chat.say('never')
    })
    await talking.turn('start')

    expect([talking.end, talking.texts]).toEqual([{ type: 'done', outcome: 'enough' }, []])
  })

  test('records times and chance, and gives them back', async () => {
    const seen: unknown[] = []
    const talking = talk(async (chat) => {
      seen.push([chat.now().toISOString(), chat.random(), chat.uuid()])
      await chat.ask('?')
      await chat.ask('?')
    })
    await talking.hear('a')
    await talking.hear('b')
    await talking.hear('c')

    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
    expect(seen[0]).toEqual([
      '2026-01-05T12:00:00.000Z',
      expect.closeTo(0.5, 0),
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    ])
  })

  test('draws the same number when the turn is repeated after a crash', async () => {
    const drawn: number[] = []
    const talking = talk(async (chat) => {
      drawn.push(chat.random())
    })
    await talking.play('start')
    await talking.play('recover')

    expect(drawn[0]).toBe(drawn[1])
  })

  test('logs a line once', async () => {
    const talking = talk(async (chat) => {
      chat.log('info', 'begun', { at: 1 })
      await chat.ask('?')
      chat.log('answered')
      await chat.ask('?')
    })
    await talking.hear('a')
    await talking.hear('b')
    await talking.hear('c')

    expect(talking.logs).toEqual(['info begun {"at":1}', 'info answered'])
  })

  test('logs a line before a step once, however often that is attempted', async () => {
    const talking = talk(async (chat) => {
      chat.log('before')
      await chat.step('fragile', ({ attempt }) => {
        if (attempt < 3) throw new Error('no')
      })
      chat.log('after')
    })
    await talking.hear('a')
    await talking.pass(60_000)
    await talking.pass(60_000)

    expect(talking.logs).toEqual(['info before', 'info after'])
  })

  test('parses the configuration, and says what does not fit', async () => {
    const backend = defineBackend({
      name: 'test',
      config: z.object({ guests: z.number().default(4) }),
      run: (chat) => chat.say(`${chat.config.guests}`),
    })
    const [good, bad] = [new Conversation(backend), new Conversation(backend)]
    bad.config = { guests: 'four' }
    await good.turn('start')
    await bad.turn('start')

    expect(good.texts).toEqual(['4'])
    expect(bad.end).toMatchObject({ failure: { code: 'invalid', message: /guests/ } })
  })

  test('gives only declared secrets', async () => {
    const run = async (chat: Chat) => chat.say(chat.secret('TOKEN'))
    const [declared, hidden] = [
      new Conversation(defineBackend({ name: 'a', secrets: ['TOKEN'], run })),
      new Conversation(defineBackend({ name: 'b', run })),
    ]
    for (const talking of [declared, hidden]) {
      talking.secrets = { TOKEN: 'abc' }
      await talking.turn('start')
    }

    expect(declared.texts).toEqual(['abc'])
    expect(hidden.end).toMatchObject({ failure: { message: /'TOKEN' is not declared/ } })
  })

  test('an exception ends the run with its words, and keeps what was said', async () => {
    const talking = talk(async (chat) => {
      await chat.say('Let me see.')
      throw new TypeError('x is undefined')
    })
    await talking.turn('start')

    expect(talking.end).toMatchObject({
      failure: { code: 'exception', message: 'TypeError: x is undefined' },
    })
    expect(talking.texts).toEqual(['Let me see.'])
  })

  test.each([
    ['two waits at once', (chat: Chat) => Promise.all([chat.ask('a?'), chat.ask('b?')]), 'exception'],
    [
      'a step that is not awaited',
      async (chat: Chat) => void chat.step('slow', () => new Promise(() => {})),
      'exception',
    ],
    [
      'chat inside a step',
      (chat: Chat) => chat.step('s', () => chat.say('x'), { retry: { attempts: 1 } }),
      'step_failed',
    ],
    [
      'now inside a step',
      (chat: Chat) => chat.step('s', () => +chat.now(), { retry: { attempts: 1 } }),
      'step_failed',
    ],
  ])('refuses %s', async (_name, run, code) => {
    const talking = talk(run)
    await talking.turn('start')

    expect(talking.end).toMatchObject({ failure: { code, message: /had not finished: await/ } })
  })

  test('stops at 20 messages in one turn', async () => {
    const talking = talk(async (chat) => {
      for (;;) await chat.say('hi').catch(() => {})
    })
    await talking.turn('start')

    expect(talking.end).toMatchObject({
      failure: { code: 'limit', message: 'More than 20 messages in one turn.' },
    })
    expect(talking.texts).toHaveLength(20)
  })

  test('stops at 1,000 journal entries', async () => {
    const talking = talk(async (chat) => {
      for (;;) chat.random()
    })
    await talking.turn('start')

    expect(talking.end).toMatchObject({ failure: { code: 'limit' } })
    expect(talking.journal).toHaveLength(1000)
  })
})

describe('replay that differs', () => {
  const told = async (change: (chat: Chat) => Promise<unknown>) => {
    const talking = talk(async (chat) => {
      await chat.step('find', () => 1)
      await chat.say('Found.')
      await chat.ask('Which?')
    })
    await talking.hear('hello')
    const changed = talk(change)
    changed.journal = talking.journal
    changed.end = talking.end
    await changed.hear('this')
    return changed
  }

  test('in a name shows both sides and sends nothing', async () => {
    const talking = await told(async (chat) => {
      await chat.step('search', () => 1)
      await chat.say('x')
    })

    expect(talking.end).toEqual({
      type: 'failed',
      failure: {
        code: 'nondeterminism',
        message: "The journal has step 'find' at 0001, but the code now does step 'search' at 0001.",
        expected: { position: '0001', kind: 'step', name: 'find' },
        actual: { position: '0001', kind: 'step', name: 'search' },
      },
    })
    expect(talking.texts).toEqual([])
  })

  test.each([
    ['in kind', (chat: Chat) => chat.ask('Which?')],
    ['in kind, and cannot be caught', (chat: Chat) => chat.ask('Which?').catch(() => chat.say('hidden'))],
    ['by ending early', (chat: Chat) => chat.step('find', () => 1)],
    [
      'by a call more',
      async (chat: Chat) => {
        await chat.step('find', () => 1)
        chat.uuid()
        await chat.say('Found.')
      },
    ],
  ])('%s ends the run', async (_name, change) => {
    const talking = await told(change)

    expect(talking.end).toMatchObject({ type: 'failed', failure: { code: 'nondeterminism' } })
    expect(talking.texts).toEqual([])
  })

  test('only in words goes on', async () => {
    const talking = await told(async (chat) => {
      await chat.step('find', () => 1)
      await chat.say('I have found it.')
      await chat.say(`You took ${await chat.ask('Which one?')}.`)
    })

    expect(talking.texts).toEqual(['You took this.'])
  })
})
