/** What a scenario expects of the business, each with words for what came instead. Null: it is so. */
import { AppError } from '@hilo/protocol'
import type { Place, Play } from './play.ts'
import type { StepOf, Wanted } from './scenario.ts'
import { type Said, whatWasSaid } from './what-was-said.ts'

const BEAT_MS = 20

/** The next message of the business; with `skip` any of the next ones. */
export async function expectMessage(
  play: Play,
  step: StepOf<'expect'>,
  place: Place,
): Promise<string | null> {
  const until = Date.now() + step.withinMs
  const skipped: string[] = []
  for (;;) {
    const said = await nextSaid(play, place, until - Date.now())
    if (said === null) {
      const others = skipped.length > 0 ? ` It said ${skipped.join(', then ')}.` : ''
      return `The business did not say ${inWords(step)} within ${step.withinMs} ms.${others}`
    }
    if (fits(step, said)) return null
    if (!step.skip) return `Expected ${inWords(step)}, and the business said ${shown(said)}.`
    skipped.push(shown(said))
  }
}

/** Nothing is said for a while. */
export async function expectSilence(
  play: Play,
  { ms }: StepOf<'expect_silence'>,
  place: Place,
): Promise<string | null> {
  const said = await nextSaid(play, place, ms)
  return said === null ? null : `Expected silence, and the business said ${shown(said)}.`
}

/** The last message of the person came as far as it should, or farther. */
export async function expectStatus(
  { controls }: Play,
  { status, withinMs }: StepOf<'expect_status'>,
  { channel, personId }: Place,
): Promise<string | null> {
  const order: string[] = ['sent', 'delivered', 'read']
  const until = Date.now() + withinMs
  for (;;) {
    const messages: { direction: string; status: string }[] = await controls[channel].messages({ personId })
    const last = messages.findLast(({ direction }) => direction === 'in')
    if (!last) return 'The person has written nothing yet.'
    if (order.indexOf(last.status) >= order.indexOf(status)) return null
    if (Date.now() > until) return `The last message is ${last.status}, not ${status}, after ${withinMs} ms.`
    await new Promise((resolve) => setTimeout(resolve, BEAT_MS))
  }
}

/** What the business says next, counted as seen; null when it says nothing in time. */
async function nextSaid({ controls, seen }: Play, place: Place, patienceMs: number): Promise<Said | null> {
  const { channel, personId } = place
  const key = `${channel} ${personId}`
  const after = seen.get(key) ?? 0
  const timeoutMs = Math.max(1, Math.round(patienceMs))
  try {
    const [message] = await controls[channel].awaitMessages({ personId, after, timeoutMs })
    seen.set(key, after + 1)
    return message ? whatWasSaid(message) : null
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return null
    throw error
  }
}

function fits({ type, text, choices }: StepOf<'expect'>, said: Said): boolean {
  return (
    (type === undefined || type === said.type) &&
    (text === undefined || fitsText(text, said.text)) &&
    (choices === undefined || JSON.stringify(choices) === JSON.stringify(said.choices))
  )
}

function fitsText(wanted: Wanted, text: string): boolean {
  if (typeof wanted === 'string') return text === wanted
  if ('contains' in wanted) return text.includes(wanted.contains)
  return new RegExp(wanted.matches, 'u').test(text)
}

function inWords({ type, text, choices }: StepOf<'expect'>): string {
  const parts = [
    type === undefined ? null : `a message of type ${type}`,
    text === undefined ? null : JSON.stringify(text),
    choices === undefined ? null : `with the choices ${JSON.stringify(choices)}`,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' ') : 'anything'
}

function shown({ type, text, choices }: Said): string {
  const offered = choices.length > 0 ? ` with the choices ${JSON.stringify(choices)}` : ''
  return `${JSON.stringify(text)} (${type})${offered}`
}
