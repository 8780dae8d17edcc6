import type { PhoneMessage } from '@hilo/simulators'
import type { Ledger, Outbound } from './ledger.ts'
import { PROMPTS, type Talk, textOf, wordsOf } from './person.ts'
import type { Kill } from './strike.ts'

/**
 * Compares what the phones show, what the calendar booked and what the database holds. It only reads plain
 * data, so each bar can be shown a sinner without killing anything.
 */

export type Evidence = {
  talks: readonly Talk[]
  /** What each phone shows, in the order it was shown. */
  phones: ReadonlyMap<string, readonly PhoneMessage[]>
  bookings: readonly { key: string; calls: number; booking: { id: string } }[]
  ledger: Ledger
  kills: readonly Kill[]
  statuses: boolean
}

/** One promise: how many cases were looked at, and those in which it was not kept. */
export type Bar = { promise: string; cases: number; faults: string[] }

/** A kill and the showing of a message that it cut off lie at most this far apart. */
const IN_FLIGHT_MS = 3_000
const HISTORY_MS = 20_000
const STEPS = ['find slots', 'book']

export function judge(evidence: Evidence): Bar[] {
  return [
    complete(evidence),
    heardOnce(evidence),
    heardInOrder(evidence),
    shownOnce(evidence),
    shownInOrder(evidence),
    bookedOnce(evidence),
    journaledOnce(evidence),
    ...nothingLeft(evidence),
  ]
}

function complete({ talks, phones }: Evidence): Bar {
  const faults = talks.flatMap(({ personId, index, state, stuckAt }) => {
    if (state !== 'complete') return [`${personId} waited for "${stuckAt}"`]
    const said = businessOf(phones, personId).map(textOf)
    const strange = said.filter((text) => !PROMPTS.some((prompt) => text.startsWith(prompt)))
    const confirmed = said.some((text) =>
      text.includes(`Name ${index}: ${wordsOf(index).join(', ')}; Note ${index}`),
    )
    return [
      ...strange.map((text) => `${personId} was told "${text}"`),
      ...(confirmed ? [] : [`${personId} was confirmed something else: "${said.at(-1)}"`]),
    ]
  })
  return { promise: 'every conversation is complete', cases: talks.length, faults }
}

function heardOnce({ phones, ledger }: Evidence): Bar {
  const stored = Map.groupBy(ledger.inbound, ({ externalId }) => externalId ?? '')
  const sent = [...phones.values()].flat().filter(({ direction }) => direction === 'in')
  const lost = sent.filter(({ id }) => !stored.has(id)).map(({ id, personId }) => `lost ${id} of ${personId}`)
  const known = new Set(sent.map(({ id }) => id))
  const doubled = [...stored].filter(([, rows]) => rows.length > 1).map(([id]) => `stored ${id} twice`)
  const invented = [...stored.keys()].filter((id) => !known.has(id)).map((id) => `nobody sent ${id}`)
  return {
    promise: 'every message of a person is stored once',
    cases: sent.length,
    faults: [...lost, ...doubled, ...invented],
  }
}

function heardInOrder({ talks, phones, ledger }: Evidence): Bar {
  const places = new Map(ledger.inbound.map((row) => [row.externalId, row]))
  const faults = talks.flatMap(({ personId }) => {
    const rows = (phones.get(personId) ?? []).flatMap(({ id }) => places.get(id) ?? [])
    const conversations = new Set(rows.map(({ conversationId }) => conversationId))
    if (conversations.size > 1) return [`${personId} has ${conversations.size} conversations`]
    return isRising(rows.map(({ seq }) => seq))
      ? []
      : [`${personId}: ${rows.map(({ seq }) => seq).join(' ')}`]
  })
  return { promise: 'they are stored in the order they were sent', cases: talks.length, faults }
}

function shownOnce({ phones, ledger, kills, statuses }: Evidence): Bar {
  const shown = Map.groupBy(
    [...phones.values()].flat().filter(({ direction }) => direction === 'out'),
    ({ opaque }) => opaque ?? '',
  )
  const faults = ledger.outbound.flatMap((delivery) => {
    const showings = shown.get(delivery.deliveryId) ?? []
    const name = `delivery ${delivery.deliveryId} (message ${delivery.seq})`
    if (showings.length === 0) return [`${name} was never shown: ${delivery.status}`]
    if (showings.length === 1) return []
    if (statuses) return [`${name} was shown ${showings.length} times: ${history(delivery, showings, kills)}`]
    return isExcused(delivery, showings, kills) ? [] : [`${name} was shown twice and nothing excuses it`]
  })
  const known = new Set(ledger.outbound.map(({ deliveryId }) => deliveryId))
  const invented = [...shown.keys()]
    .filter((id) => !known.has(id))
    .map((id) => `nobody queued delivery ${id}`)
  const promise = statuses
    ? 'every message of the business is shown once'
    : 'a message shown twice was in flight at a kill and is marked as unconfirmed'
  return { promise, cases: ledger.outbound.length, faults: [...faults, ...invented] }
}

/** What happened around a message that was shown again, in seconds after it was shown first. */
function history(delivery: Outbound, showings: readonly PhoneMessage[], kills: readonly Kill[]): string {
  const first = showings[0]?.at ?? 0
  const after = (at: number) => `${((at - first) / 1_000).toFixed(1)} s`
  const near = kills.filter(({ at }) => Math.abs(at - first) < HISTORY_MS)
  return [
    `again after ${showings.slice(1).map(({ at }) => after(at))}`,
    `${delivery.attempts} attempts, ${delivery.unconfirmed} unconfirmed`,
    ...near.map(
      ({ target, at, recoveredAt }) => `${target} killed at ${after(at)}, back at ${after(recoveredAt)}`,
    ),
  ].join('; ')
}

/** Every showing but the last was cut off by a kill, and the delivery says that it could not be confirmed. */
function isExcused(
  { unconfirmed }: Outbound,
  showings: readonly PhoneMessage[],
  kills: readonly Kill[],
): boolean {
  const wasCutOff = ({ at }: PhoneMessage) => kills.some((kill) => Math.abs(kill.at - at) < IN_FLIGHT_MS)
  return unconfirmed >= showings.length - 1 && showings.slice(0, -1).every(wasCutOff)
}

function shownInOrder({ talks, phones, ledger }: Evidence): Bar {
  const places = new Map(ledger.outbound.map(({ deliveryId, seq }) => [deliveryId, seq]))
  const faults = talks.flatMap(({ personId }) => {
    const order = businessOf(phones, personId).flatMap(({ opaque }) => places.get(opaque ?? '') ?? [])
    const first = [...new Set(order)]
    return isRising(first) ? [] : [`${personId}: ${order.join(' ')}`]
  })
  return { promise: 'they are shown in order', cases: talks.length, faults }
}

function bookedOnce({ talks, bookings, ledger }: Evidence): Bar {
  const byRun = Map.groupBy(bookings, ({ key }) => key.split(':')[0] ?? '')
  const journaled = new Map(
    ledger.steps.filter(({ name }) => name === 'book').map(({ runId, value }) => [runId, value]),
  )
  const faults = [...byRun].flatMap(([runId, made]) => {
    if (made.length > 1) return [`run ${runId} booked ${made.length} times`]
    const isSame = journaled.get(runId) === made[0]?.booking.id
    return isSame ? [] : [`run ${runId} remembers another booking than the calendar: ${journaled.get(runId)}`]
  })
  const completed = talks.filter(({ state }) => state === 'complete').length
  if (completed > byRun.size) faults.push(`${completed} conversations made ${byRun.size} bookings`)
  return { promise: 'every booking is made once', cases: completed, faults }
}

function journaledOnce({ ledger }: Evidence): Bar {
  const byRun = Map.groupBy(ledger.steps, ({ runId }) => runId)
  const faults = ledger.runs.flatMap(({ id, status, length, entries }) => {
    const names = (byRun.get(id) ?? []).map(({ name }) => name)
    const isRight = status !== 'done' || names.join() === STEPS.join()
    return [
      ...(isRight ? [] : [`run ${id} has the steps ${names.join(', ')}`]),
      ...(length === entries ? [] : [`run ${id} counts ${length} entries and has ${entries}`]),
    ]
  })
  return { promise: 'every step is journaled once', cases: ledger.steps.length, faults }
}

function nothingLeft({ ledger, talks }: Evidence): Bar[] {
  const { runs, outbound, conversations, leftovers } = ledger
  const left = Object.entries(leftovers).filter(([, count]) => count > 0)
  return [
    {
      promise: 'no run failed, waits or is missing',
      cases: runs.length,
      faults: [
        ...runs
          .filter(({ status }) => status !== 'done')
          .map(
            ({ id, status, failure }) => `run ${id} is ${status} ${failure ? JSON.stringify(failure) : ''}`,
          ),
        ...(runs.length === talks.length ? [] : [`${talks.length} conversations and ${runs.length} runs`]),
      ],
    },
    {
      promise: 'no delivery failed',
      cases: outbound.length,
      faults: outbound
        .filter(({ status }) => status === 'failed' || status === 'cancelled')
        .map(({ deliveryId, status }) => `delivery ${deliveryId} is ${status}`),
    },
    {
      promise: 'every conversation is free, and its numbers have no gap',
      cases: conversations.length,
      faults: conversations
        .filter(
          ({ holder, seq, messages, runId }) => holder !== 'nobody' || seq !== messages || runId !== null,
        )
        .map((row) => JSON.stringify(row)),
    },
    {
      promise: 'no claim, webhook, delivery or job is left behind',
      cases: Object.keys(leftovers).length,
      faults: left.map(([what, count]) => `${count} ${what}`),
    },
  ]
}

function businessOf(phones: Evidence['phones'], personId: string): PhoneMessage[] {
  return (phones.get(personId) ?? []).filter(({ direction }) => direction === 'out')
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))
}
