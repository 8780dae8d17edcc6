import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import { defineBackend } from './index.ts'

const counting = { booked: new Map<string, number>() }

const backend = defineBackend({
  name: 'booking',
  state: z.object({ note: z.string() }),
  on: { note: { match: ['note'], act: async (chat) => chat.say(await chat.step('note', () => 'Noted.')) } },
  async run(chat) {
    if (!chat.state) {
      const note = await chat.step('begin', () => 'begun')
      if (chat.patched('greeting')) await chat.say('Welcome.')
      return chat.checkpoint({ note })
    }
    const guests = await chat.ask('How many?', { as: z.coerce.number().int().min(1), retry: 'A number.' })
    const token = chat.uuid()
    const asked = chat.now().getTime()
    const slots = await chat.step('find', () => [`19:00 for ${guests}`, `20:00 for ${guests}`])
    const slot = await chat.choose('When?', slots, {
      timeout: '2 days',
      onTimeout: () => chat.end('abandoned'),
    })
    const booking = await chat.step(
      'book',
      ({ idempotencyKey }) => {
        counting.booked.set(idempotencyKey, (counting.booked.get(idempotencyKey) ?? 0) + 1)
        return { slot, token, asked }
      },
      { onUndo: ({ slot }) => slot },
    )
    await chat.say(`Booked ${booking.slot}, ${booking.token === token}, ${booking.asked === asked}.`)
    await chat.sleep('1 hour')
    await chat.say(`See you soon, ${chat.state.note}.`)
    return chat.cancel('enough', { say: 'Undone.' })
  },
})

const heard = ['hello', 'four', 'note', '4', 'tomorrow', '2']

/** What a message of the contact becomes in the journal. */
const READS = new Set(['answer', 'retry', 'interrupt'])

async function wholeTalk() {
  const talking = new Conversation(backend)
  for (const text of heard) await talking.hear(text)
  return talking.pass(7_200_000)
}

describe('a crash', () => {
  test('at any place is followed by the same end, with every booking made under one key', async () => {
    const whole = await wholeTalk()
    expect(whole.end).toEqual({ type: 'cancelled', reason: 'enough' })
    expect(whole.kinds).toContain('interrupt')
    counting.booked.clear()

    // Each turn is played and lost some times: its steps stay, its end does not.
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 7, maxLength: 7 }), async (losses) => {
        const talking = new Conversation(backend)
        for (const [index, lost] of losses.entries()) {
          const text = heard[index]
          if (text === undefined) talking.clock += 7_200_000
          else talking.receive(text)
          const wake = text === undefined ? 'timer' : index === 0 ? 'start' : 'message'
          for (let loss = 0; loss < lost; loss++) await talking.play(wake)
          await talking.turn(lost > 0 ? 'recover' : wake)
        }
        expect(talking.texts).toEqual(whole.texts)
        expect(talking.kinds).toEqual(whole.kinds)
        expect(talking.past).toHaveLength(1)
        expect(talking.journal.map(({ position }) => position)).toEqual(
          whole.journal.map(({ position }) => position),
        )
      }),
      { numRuns: 60 },
    )
    expect([...counting.booked.keys()]).toHaveLength(1)
  })

  test('that leaves the journal cut at any place goes on to the same end', async () => {
    const whole = await wholeTalk()
    const inbox = heard.map((text, index) => ({
      id: `unread-${index + 1}`,
      seq: (index + 1) * 100,
      content: { type: 'text' as const, text },
      at: 0,
    }))
    for (let length = 1; length <= whole.journal.length; length++) {
      const talking = new Conversation(backend)
      talking.journal = structuredClone(whole.journal.slice(0, length))
      talking.circumstances = whole.circumstances
      const answered = talking.journal.filter(({ kind }) => READS.has(kind)).length
      const wasAsked = talking.journal.some(({ kind }) => kind === 'ask')
      for (let turn = 0; turn < 10 && talking.end?.type !== 'cancelled'; turn++) {
        const read = talking.journal.filter(({ kind }) => READS.has(kind)).length
        const isFirst = !talking.journal.some(({ kind }) => kind === 'ask')
        const unread = isFirst ? inbox.slice(0, 1) : inbox.slice(1 + read, 2 + read)
        talking.clock += 7_200_000
        const played = await talking.play('recover', { inbox: unread, promptSeq: 0, now: talking.clock })
        talking.commit(played)
      }
      expect([length, wasAsked, answered, talking.end]).toEqual([
        length,
        wasAsked,
        answered,
        { type: 'cancelled', reason: 'enough' },
      ])
      // An answer that is there already needs no question again.
      const asked = ({ kinds }: { kinds: string[] }) => kinds.filter((kind) => kind !== 'prompt')
      expect(asked(talking)).toEqual(asked(whole))
    }
  })

  test('leaves a step ahead of its journal, which counts when the turn is played again', async () => {
    const talking = new Conversation(backend)
    await talking.hear('hello')
    await talking.receive('4').play('message')
    expect(talking.kinds).toEqual(['state', 'ask', 'answer', 'now', 'step'])
    await talking.turn('recover')

    expect(talking.kinds).toEqual(['state', 'ask', 'answer', 'uuid', 'now', 'step', 'choose'])
  })
})
