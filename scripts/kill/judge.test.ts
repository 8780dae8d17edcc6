import type { PhoneMessage } from '@hilo/simulators'
import { describe, expect, test } from 'vitest'
import { type Evidence, judge } from './judge.ts'
import { PROMPTS, wordsOf } from './person.ts'

const RUN = 'run-1'

/** One conversation that went well: seven messages of the person, five of the business, one booking. */
function allIsWell(): Evidence {
  const words = wordsOf(1)
  const inbound = [...words, '2', '20:00', 'Name 1', 'Note 1'].map((body, index) =>
    aMessage({ id: `in-${index}`, direction: 'in', body }),
  )
  const last = `Booked b1 at 20:00 for 2, Name 1: ${words.join(', ')}; Note 1`
  const said = [...PROMPTS.slice(0, 4), last].map((body, index) =>
    aMessage({ id: `out-${index}`, direction: 'out', body, opaque: `delivery-${index}` }),
  )
  return {
    talks: [{ personId: 'person-1', index: 1, state: 'complete', stuckAt: null }],
    phones: new Map([['person-1', [...inbound, ...said]]]),
    bookings: [{ key: `${RUN}:0:0006`, calls: 2, booking: { id: 'b1' } }],
    kills: [{ target: 'server', at: 1_000, recoveredAt: 2_000 }],
    statuses: true,
    ledger: {
      inbound: inbound.map(({ id }, index) => ({ externalId: id, conversationId: 'c', seq: index + 1 })),
      outbound: said.map((_, index) => ({
        ...{ messageId: `m-${index}`, conversationId: 'c', seq: index + 8, deliveryId: `delivery-${index}` },
        ...{ status: 'delivered', unconfirmed: 0, attempts: 1 },
      })),
      runs: [{ id: RUN, conversationId: 'c', status: 'done', length: 12, entries: 12, failure: null }],
      steps: [
        { runId: RUN, name: 'find slots', value: [] },
        { runId: RUN, name: 'book', value: 'b1' },
      ],
      conversations: [{ id: 'c', holder: 'nobody', seq: 12, messages: 12, runId: null }],
      leftovers: { webhooks: 0, problems: 0, claims: 0, deliveries: 0, jobs: 0 },
    },
  }
}

type Given = { id: string; direction: 'in' | 'out'; body: string; opaque?: string; at?: number }

function aMessage({ body, opaque = '', at = 1_000, ...given }: Given): PhoneMessage {
  return {
    ...given,
    ...{ phoneNumberId: 'n', personId: 'person-1', at, type: 'text', body: { body }, opaque, replyTo: null },
    ...{ status: 'delivered', reported: null, errors: [], pressed: null, isSeen: false },
    reactions: { person: null, business: null },
  }
}

function broken(evidence: Evidence): string[] {
  return judge(evidence).flatMap(({ promise, faults }) => (faults.length > 0 ? [promise] : []))
}

/** The evidence with its phone changed. */
function withPhone(change: (messages: PhoneMessage[]) => PhoneMessage[], evidence = allIsWell()): Evidence {
  const messages = change([...(evidence.phones.get('person-1') ?? [])])
  return { ...evidence, phones: new Map([['person-1', messages]]) }
}

function shownTwice(evidence: Evidence, at: number): Evidence {
  return withPhone((messages) => {
    const [first] = messages.filter(({ opaque }) => opaque === 'delivery-0')
    if (!first) throw new Error('There is no first delivery.')
    first.at = at
    return [...messages.slice(0, 8), { ...first, id: 'again', at: 20_000 }, ...messages.slice(8)]
  }, evidence)
}

test('a run in which all went well breaks nothing', () => {
  expect(broken(allIsWell())).toEqual([])
})

describe('it catches', () => {
  test('a message that was acknowledged and is not stored', () => {
    const evidence = allIsWell()
    evidence.ledger.inbound.pop()
    expect(broken(evidence)).toContain('every message of a person is stored once')
  })

  test('a message that is stored twice', () => {
    const evidence = allIsWell()
    evidence.ledger.inbound.push({ externalId: 'in-0', conversationId: 'c', seq: 13 })
    expect(broken(evidence)).toContain('every message of a person is stored once')
  })

  test('messages stored in another order than they were sent', () => {
    const evidence = allIsWell()
    const [first, second] = evidence.ledger.inbound
    if (first && second) [first.seq, second.seq] = [second.seq, first.seq]
    expect(broken(evidence)).toEqual(['they are stored in the order they were sent'])
  })

  test('a message shown twice', () => {
    expect(broken(shownTwice(allIsWell(), 1_000))).toEqual(['every message of the business is shown once'])
  })

  test('a message that never reached the phone', () => {
    const evidence = withPhone((messages) => messages.filter(({ opaque }) => opaque !== 'delivery-1'))
    expect(broken(evidence)).toEqual(['every message of the business is shown once'])
  })

  test('messages shown in another order than they were said', () => {
    const evidence = withPhone((messages) => [...messages.slice(0, 7), ...messages.slice(7).reverse()])
    expect(broken(evidence)).toContain('they are shown in order')
  })

  test('words that the micro-backend read in another order', () => {
    const evidence = withPhone((messages) =>
      messages.map((message) => ({
        ...message,
        body: {
          body: String((message.body as { body: string }).body).replace(
            'word 1.1, word 1.2',
            'word 1.2, word 1.1',
          ),
        },
      })),
    )
    expect(broken(evidence)).toEqual(['every conversation is complete'])
  })

  test('a booking made twice under two keys', () => {
    const evidence = allIsWell()
    const bookings = [...evidence.bookings, { key: `${RUN}:0:0007`, calls: 1, booking: { id: 'b2' } }]
    expect(broken({ ...evidence, bookings })).toEqual(['every booking is made once'])
  })

  test('a step journaled twice', () => {
    const evidence = allIsWell()
    evidence.ledger.steps.push({ runId: RUN, name: 'book', value: 'b1' })
    expect(broken(evidence)).toEqual(['every step is journaled once'])
  })

  test('a conversation that got no answer, and what it left', () => {
    const evidence = allIsWell()
    const talks = [{ personId: 'person-1', index: 1, state: 'stuck' as const, stuckAt: 'Which name?' }]
    const runs = evidence.ledger.runs.map((run) => ({ ...run, status: 'waiting' }))
    const leftovers = { ...evidence.ledger.leftovers, claims: 1 }
    expect(broken({ ...evidence, talks, ledger: { ...evidence.ledger, runs, leftovers } })).toEqual([
      'every conversation is complete',
      'no run failed, waits or is missing',
      'no claim, webhook, delivery or job is left behind',
    ])
  })
})

describe('without status webhooks, a message shown twice', () => {
  const unconfirmed = (): Evidence => {
    const evidence = allIsWell()
    const [first] = evidence.ledger.outbound
    if (first) first.unconfirmed = 1
    return { ...evidence, statuses: false }
  }

  test('is excused when it was in flight at a kill and is marked as unconfirmed', () => {
    expect(broken(shownTwice(unconfirmed(), 1_000))).toEqual([])
  })

  test.each([
    ['is not when nothing was killed at that moment', unconfirmed(), 9_000],
    ['is not when nobody can see that it is unconfirmed', { ...allIsWell(), statuses: false }, 1_000],
  ])('%s', (_name, evidence, at) => {
    expect(broken(shownTwice(evidence, at))).toEqual([
      'a message shown twice was in flight at a kill and is marked as unconfirmed',
    ])
  })
})
