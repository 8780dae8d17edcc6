import type { Content, RunRecord } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { MemoryRun } from '../memory/memory-run.ts'
import { type Backend, type Chat, defineBackend } from '../replay/index.ts'
import { compareRun } from './compare.ts'

const MINUTE = 60_000

type Run = (chat: Chat) => Promise<unknown>
const backendOf = (run: Run) => defineBackend({ name: 'test', run }) as Backend

/** Plays a conversation and records it; a number lets that much time pass. */
async function recorded(
  run: Run,
  said: readonly (string | number | Content | 'take over')[],
  backends: Record<string, Run> = {},
): Promise<RunRecord> {
  const memory = new MemoryRun(backendOf(run), {
    clock: Date.UTC(2026, 0, 5),
    circumstances: {
      ...{ runId: 'r', conversationId: 'c', generation: 0, config: {}, timeZone: 'UTC' },
      contact: { id: 'c1', name: 'Ana', locale: 'en', channel: 'web', phone: null, attributes: {} },
    },
    io: { log: () => {}, askModel: async () => 'b' },
    find: (name) => backends[name] && { backend: backendOf(backends[name]), config: {} },
  })
  for (const each of said) {
    memory.clock += typeof each === 'number' ? each : MINUTE
    if (typeof each === 'number') {
      await memory.turn('timer')
      continue
    }
    memory.receive(typeof each === 'string' ? { type: 'text', text: each } : each)
    await memory.turn(memory.end ? 'message' : 'start')
  }
  return memory.toRecord('1')
}

const verdictOf = async (record: RunRecord, run: Run) => (await compareRun(backendOf(run), record)).verdict

const order: Run = async (chat) => {
  const size = await chat.choose('Size?', ['Small', 'Large'])
  const { id } = await chat.step('order', () => ({ id: 7 }))
  await chat.say(`${size}, order ${id}.`)
}

describe('a recorded run on other code', () => {
  test('is given what models said, and names a question that is new', async () => {
    const read = async (chat: Chat) => (await chat.ai.classify(['a', 'b'])) ?? 'none'
    const one: Run = async (chat) => chat.say(await read(chat))
    const two: Run = async (chat) => chat.say((await read(chat)) + (await read(chat)))
    const record = await recorded(one, ['hi'])

    expect(await verdictOf(record, one)).toBe('same')
    expect(await compareRun(backendOf(two), record)).toMatchObject({
      ...{ verdict: 'added_step', addedStep: 'chat.ai.classify' },
    })
  })

  test('says when the contact allows other things, and when they do in other words', async () => {
    const agreeing = (purpose: 'marketing' | 'utility', text: string): Run => {
      return async (chat) => {
        await chat.ask('Offers?')
        await chat.optIn({ purpose, text })
      }
    }
    const record = await recorded(agreeing('marketing', 'Offers?'), ['hi', 'yes'])

    expect(await verdictOf(record, agreeing('marketing', 'Offers?'))).toBe('same')
    expect(await verdictOf(record, agreeing('marketing', 'Offers, at times?'))).toBe('reworded')
    expect(await verdictOf(record, agreeing('utility', 'Offers?'))).toBe('different')
  })

  test('takes a press for the option it was, wherever it stands now', async () => {
    const press: Content = { type: 'reply', id: 'c0001.1', title: 'Large', source: 'button' }
    const record = await recorded(order, ['hi', press])
    const { verdict, now } = await compareRun(
      backendOf(async (chat) => {
        const size = await chat.choose('Size?', ['Large', 'Small'])
        const { id } = await chat.step('order', () => ({ id: 0 }))
        await chat.say(`${size}, order ${id}.`)
      }),
      record,
    )

    expect(verdict).toBe('reworded')
    expect(now.map(({ text }) => text)).toContain('Large, order 7.')
  })

  test('is different when a check refuses what was accepted', async () => {
    const ask =
      (max: number): Run =>
      (chat) =>
        chat.ask('How many?', { as: z.coerce.number().max(max) })
    const record = await recorded(ask(9), ['hi', '8'])

    expect(await verdictOf(record, ask(8))).toBe('same')
    expect(await verdictOf(record, ask(7))).toBe('different')
  })

  test('is different when a step is left out, though the words are the same', async () => {
    const record = await recorded(order, ['hi', '1'])
    const without: Run = async (chat) => {
      const size = await chat.choose('Size?', ['Small', 'Large'])
      await chat.say(`${size}, order 7.`)
    }

    expect(await verdictOf(record, without)).toBe('different')
  })

  test('never does a step that was not recorded, whatever the code makes of its failure', async () => {
    const record = await recorded(async (chat) => chat.say('Done.'), ['hi'])
    let done = 0
    const { verdict, addedStep, now } = await compareRun(
      backendOf(async (chat) => {
        await chat.all({ a: () => ++done, b: () => ++done }).catch(() => {})
        await chat.say('Done.')
      }),
      record,
    )

    expect([verdict, addedStep, done]).toEqual(['added_step', 'a', 0])
    expect(now.map(({ text }) => text)).toEqual(["step 'a' (new)"])
  })

  test('gives a step that failed its failure, and draws and times what they were', async () => {
    const chance: Run = async (chat) => {
      const failed = await chat
        .step('call', () => Promise.reject(new Error('down')), { retry: { attempts: 1 } })
        .catch(String)
      await chat.say(`${failed} ${chat.now().getTime()} ${chat.random()} ${chat.uuid()}`)
    }
    const record = await recorded(chance, ['hi'])

    expect(await verdictOf({ ...record, runId: 'another', inbox: later(record) }, chance)).toBe('same')
  })

  test('reads messages that came before its question as they were read', async () => {
    const greet: Run = async (chat) => chat.say(`Hello, ${await chat.ask('Name?')}.`)
    const record = await recorded(greet, ['hi', 'Ana'])
    // A second greeting came while the first turn was played: it is before the question, so it is no answer.
    const [hi, ana] = record.inbox
    const inbox = [
      hi,
      { ...hi, id: 'm1b', seq: 2, at: (hi?.at ?? 0) + 10 },
      { ...ana, seq: 4 },
    ] as RunRecord['inbox']
    const sent = record.sent.map((each, index) => ({ ...each, seq: [3, 5][index] ?? 0 }))

    expect(await verdictOf({ ...record, inbox, sent }, greet)).toBe('same')
  })

  test('fires what fell due, and nothing that had not', async () => {
    const wait =
      (duration: '1 hour' | '3 hours'): Run =>
      async (chat) => {
        await chat.ask('There?', { timeout: duration, onTimeout: () => chat.end('late') })
      }
    const record = await recorded(wait('1 hour'), ['hi', 60 * MINUTE])

    expect(await verdictOf(record, wait('1 hour'))).toBe('same')
    expect(await verdictOf(record, wait('3 hours'))).toBe('different')
  })

  test('that the host or a member ended is compared up to there', async () => {
    const record = await recorded(order, ['hi'])
    const failure = { code: 'crash' as const, message: 'out of memory' }

    expect(await verdictOf({ ...record, end: { type: 'failed', failure } }, order)).toBe('same')
    expect(await verdictOf({ ...record, end: null }, async (chat) => chat.say('Bye.'))).toBe('different')
  })

  test('that failed is the same when it fails in the same way, and mended when the new code goes on', async () => {
    const record = await recorded(() => Promise.reject(new Error('broken')), ['hi'])

    expect(await verdictOf(record, () => Promise.reject(new Error('broken')))).toBe('same')
    expect(await verdictOf(record, async (chat) => chat.say('Mended.'))).toBe('mended')
  })
})

/** A turn begins a little after its message. */
function later({ inbox }: RunRecord): RunRecord['inbox'] {
  return inbox.map((message) => ({ ...message, at: message.at - 250 }))
}

describe('a recorded run that called another backend', () => {
  const pay: Run = async (chat) => ({ card: await chat.ask('Card?') })
  const sell: Run = async (chat) => {
    const { card } = await chat.call<{ card: string }>('payment')
    await chat.say(`Paid with ${card}, to ${await chat.ask('Where to?')}.`)
  }

  test('is the same on the same code, with what the other gave', async () => {
    const record = await recorded(sell, ['hi', 'visa', 'home'], { payment: pay })
    expect(record.journal.map(({ kind }) => kind)).toEqual([
      'call',
      'returned',
      'ask',
      'answer',
      'say',
      'end',
    ])

    expect(await verdictOf(record, sell)).toBe('same')
  })

  test('differs when it calls another, or none', async () => {
    const record = await recorded(sell, ['hi', 'visa', 'home'], { payment: pay })

    expect(await verdictOf(record, (chat) => chat.call('shipping'))).toBe('different')
    expect(await verdictOf(record, (chat) => chat.ask('Where to?'))).toBe('different')
  })

  test('has the error that a call had at once', async () => {
    const run: Run = (chat) => chat.call('nobody').catch((error) => chat.say(error.reason))
    const record = await recorded(run, ['hi'])

    expect(await verdictOf(record, run)).toBe('same')
  })
})
