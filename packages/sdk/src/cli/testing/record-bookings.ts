/**
 * Recorded conversations with the table-booking example, all different and always the same ones; and the
 * example with one change of each kind planted in it, so that it is known which conversations must differ.
 */
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunRecord } from '@hilo/protocol'
import type { Backend } from '@hilo/runtime/replay'
import type { Verdict } from '@hilo/runtime/replay-gate'
import { simulate } from '../../testing/simulate.ts'

/** What a contact does. */
type Plan = {
  readonly locale: 'es' | 'en'
  readonly name: string | null
  readonly guests: number
  readonly mumbles: boolean
  readonly firstDayIsFull: boolean
  readonly isTaken: boolean
  readonly slot: string
  readonly leavesAt: 'day' | 'slot' | null
  readonly isHeldMeanwhile: boolean
}

const EXAMPLE = join(import.meta.dirname, '../../../../../examples/table-booking')
const SLOTS = ['19:00', '20:30', '22:15'].map((label) => ({ id: `d-${label}`, label }))
const NAMES = ['Ana', 'Leo', 'Zoë', null]

/** The changes: a reworded sentence, a changed branch, an exception and an added step. */
const PLANTED: readonly (readonly [file: string, from: string, to: string])[] = [
  ['words.ts', 'Ese día ya no me queda lugar.', 'Ese día está completo.'],
  ['words.ts', 'I have nothing left that day.', 'That day is full.'],
  ['backend.ts', 'guests > chat.config.maxGuests', 'guests >= chat.config.maxGuests'],
  [
    'backend.ts',
    'const who = name ??',
    `if (slot.label === '22:15') throw new Error('planted')
      if (!name) await chat.step('look up the name', () => null)
      const who = name ??`,
  ],
]

export type Booking = { readonly record: RunRecord; readonly expected: Verdict }

/** @returns the runs, each with what the planted changes make of it. */
export async function recordBookings(backend: Backend, count: number): Promise<Booking[]> {
  const draw = drawing(7)
  const bookings: Booking[] = []
  for (let index = 0; index < count; index++) {
    const plan = planOf(draw)
    bookings.push({ record: await recordOf(backend, plan, `c${index}`), expected: verdictOf(plan) })
  }
  return bookings
}

/** Writes the example into a folder, as it is or with the changes. */
export async function writeExample(folder: string, { isPlanted }: { isPlanted: boolean }): Promise<void> {
  for (const file of ['backend.ts', 'calendar.ts', 'words.ts'])
    await cp(join(EXAMPLE, file), join(folder, file))
  if (!isPlanted) return
  for (const [file, from, to] of PLANTED) {
    const text = await readFile(join(folder, file), 'utf8')
    if (!text.includes(from))
      throw new Error(`The example has no '${from}' in ${file}: plant another change.`)
    await writeFile(join(folder, file), text.replace(from, to))
  }
}

function planOf(draw: (below: number) => number): Plan {
  return {
    locale: draw(2) === 0 ? 'es' : 'en',
    name: NAMES[draw(NAMES.length)] ?? null,
    guests: 1 + draw(10),
    mumbles: draw(4) === 0,
    firstDayIsFull: draw(5) === 0,
    isTaken: draw(6) === 0,
    slot: SLOTS[draw(SLOTS.length)]?.label ?? '19:00',
    leavesAt: draw(8) === 0 ? 'day' : draw(8) === 0 ? 'slot' : null,
    isHeldMeanwhile: draw(6) === 0,
  }
}

async function recordOf(backend: Backend, plan: Plan, conversationId: string): Promise<RunRecord> {
  let [searches, bookings] = [0, 0]
  const t = simulate(backend, {
    conversationId,
    config: { calendarUrl: 'http://calendar.test' },
    contact: { name: plan.name, locale: plan.locale },
    steps: {
      'find slots': () => (plan.firstDayIsFull && searches++ === 0 ? [] : SLOTS),
      book: () => (plan.isTaken && bookings++ === 0 ? 'full' : 'booked'),
    },
  })
  await t.says('hola')
  if (plan.mumbles) await t.says('unos cuantos')
  if (plan.isHeldMeanwhile) {
    t.takeOver()
    await t.says('3')
    await t.advance('3 days')
    await t.handBack()
  }
  await t.says(String(plan.guests))
  if (plan.leavesAt === 'day') await t.advance('3 days')
  else if (t.status === 'waiting') await choose(t, plan)
  const [record] = t.records
  if (!record) throw new Error('Nothing was recorded.')
  return record
}

async function choose(t: ReturnType<typeof simulate>, plan: Plan): Promise<void> {
  await t.says('1')
  if (plan.firstDayIsFull) await t.says('2')
  if (plan.leavesAt === 'slot') return t.advance('3 days')
  await t.presses(plan.slot)
  if (plan.name === null) await t.says('Eva')
  if (plan.isTaken) await t.presses('19:00')
}

/** What each change does to whom it concerns, in the order in which a conversation meets them. */
function verdictOf(plan: Plan): Verdict {
  if (plan.guests === 8) return 'different'
  if (plan.guests > 8 || plan.leavesAt === 'day') return 'same'
  const soFar = plan.firstDayIsFull ? 'reworded' : 'same'
  if (plan.leavesAt === 'slot') return soFar
  if (plan.slot === '22:15') return 'error'
  return plan.name === null ? 'added_step' : soFar
}

/** Mulberry32: the same numbers each time. */
function drawing(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
