import type { PhoneMessage } from '@hilo/simulators'
import { statement } from '../../apps/server/src/db/statement.ts'
import type { Example, Filled } from './examples.ts'
import { type Cut, type Place as CutPlace, SIDES } from './mortal.ts'
import { differences, type Record, readRecord, withoutChance } from './record.ts'
import { connectExample, type Place, rest, type Stage } from './stage.ts'

/** What came of one example: how many cuts were made, and each that changed anything. */
export type CutReport = {
  example: string
  places: number
  cuts: number
  /** Cuts at something that a conversation does by chance only, and did not do again. */
  missed: number
  faults: string[]
  elapsedMs: number
}

type Options = {
  /** Chooses among the cuts; all of them without it. */
  choose?(cuts: readonly Cut[]): readonly Cut[]
  /** `faults` is null when the conversation did not come to the place. */
  onCut?(cut: Cut, faults: readonly string[] | null): void
}

/** A place may be missed when two things happened in another order than the first time. */
const ATTEMPTS = 3

/**
 * Holds the conversation once without a cut, then once for each place at which the process can die and each
 * side of it, and compares what is left.
 */
export async function runCuts(
  stage: Stage,
  example: Example,
  { choose = (cuts) => cuts, onCut = () => {} }: Options = {},
): Promise<CutReport> {
  const begun = Date.now()
  const place = await connectExample(stage, example)
  // The first one fills caches, whose reading would be places of their own.
  await hold(stage, place, { example, cut: null })
  const whole = await hold(stage, place, { example, cut: null })
  const end = whole.record.phone.at(-1) ?? ''
  if (!example.ends.test(end)) throw new Error(`${example.name} ended with "${end}".`)
  const cuts = choose(cutsAt(whole.places))
  const faults: string[] = []
  let missed = 0
  for (const cut of cuts) {
    const found = await tryCut(stage, place, { example, cut, whole: whole.record })
    onCut(cut, found)
    if (found) faults.push(...found.map((fault) => `${inWords(cut)}: ${fault}`))
    else missed++
  }
  const { name } = example
  const { length: places } = whole.places
  return { example: name, places, cuts: cuts.length, missed, faults, elapsedMs: Date.now() - begun }
}

export function inWords({ kind, nth, side }: Cut): string {
  return `${side} ${kind} (${nth})`
}

/** What is asked of the platform has no late side: nothing fences it, which is why it is marked before. */
function cutsAt(places: readonly CutPlace[]): Cut[] {
  return places.flatMap((place) =>
    SIDES.filter((side) => side !== 'late' || place.kind !== 'platform').map((side) => ({ ...place, side })),
  )
}

type Talk = { example: Example; cut: Cut | null }

async function tryCut(
  stage: Stage,
  place: Place,
  { whole, ...talk }: Talk & { whole: Record },
): Promise<string[] | null> {
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { record, wasCut } = await hold(stage, place, talk)
      const found = differences(whole, record)
      if (wasCut || found.length > 0) return found
    }
    return null
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

let people = 0

async function hold(
  stage: Stage,
  place: Place,
  { example, cut }: Talk,
): Promise<{ record: Record; places: CutPlace[]; wasCut: boolean }> {
  const { whatsapp } = stage.simulators
  // Of one length, and like nothing else that is said.
  const phone = String(598_990_000_000 + ++people)
  const { id: personId } = await whatsapp.addPerson({ id: `cut-${people}`, name: 'Ana', phone })
  const at = { personId, phoneNumberId: place.account }
  stage.front.calls.length = 0
  await stage.ready()
  const { mortal } = stage
  mortal.arm(cut)
  for (const line of example.lines) {
    if (typeof line === 'string') await whatsapp.say({ ...at, text: line })
    else if ('photo' in line) await whatsapp.sendPhoto({ ...at, shot: line.photo })
    else if ('fill' in line) await fill(whatsapp, at, line.fill)
    else await whatsapp.press({ ...at, title: optionAt(await whatsapp.messages(at), line.press) })
    await rest(stage, place)
  }
  if (mortal.isDead) {
    await mortal.arriveLate()
    await rest(stage, place)
  }
  const { places, isDead: wasCut } = mortal
  mortal.arm(null)
  return { record: await recordOf(stage, place, await whatsapp.messages(at)), places, wasCut }
}

const LAST = statement(
  'select id from conversation where org_id = $1 order by created_at desc, id desc limit 1',
)

async function recordOf(
  { ground: { db }, front }: Stage,
  { orgId }: Place,
  messages: readonly PhoneMessage[],
): Promise<Record> {
  const [last] = await db.flight(orgId, [{ statement: LAST, values: [orgId] }])
  const conversationId = last?.rows[0]?.id
  return {
    phone: messages.filter(({ direction }) => direction === 'out').map(({ body }) => textOf(body)),
    ...(await readRecord(db, { orgId, conversationId })),
    effects: [...new Set(front.calls)].map(withoutChance),
  }
}

type Interactive = { body?: string | { text?: string }; action?: Action }
type Action = { buttons?: { reply: Row }[]; sections?: { rows: Row[] }[] }
type Row = { title: string }

function textOf(body: unknown): string {
  const { body: text } = body as Interactive
  return typeof text === 'string' ? text : (text?.text ?? '')
}

async function fill(
  whatsapp: Stage['simulators']['whatsapp'],
  at: { personId: string; phoneNumberId: string },
  answers: Filled,
): Promise<void> {
  const messages = await whatsapp.messages(at)
  const form = messages.findLast(({ body }) => (body as { type?: string }).type === 'flow')
  if (!form) throw new Error('There is no form on the phone.')
  await whatsapp.answerFlow({ personId: at.personId, messageId: form.id, answers })
}

function optionAt(messages: readonly PhoneMessage[], nth: number): string {
  const options = messages.flatMap(({ direction, body }) => {
    const { buttons = [], sections = [] } = (body as Interactive).action ?? {}
    const rows = [...buttons.map(({ reply }) => reply), ...sections.flatMap(({ rows }) => rows)]
    return direction === 'out' && rows.length > 0 ? [rows] : []
  })
  const option = options.at(-1)?.[nth - 1]
  if (!option) throw new Error(`There is no option ${nth} on the phone.`)
  return option.title
}
