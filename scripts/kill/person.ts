import { setTimeout as sleep } from 'node:timers/promises'
import type { PhoneMessage, Simulators } from '@hilo/simulators'
import type { Random } from './random.ts'

/** One person's conversation, from the first word to the confirmation, and what came of it. */
export type Talk = {
  personId: string
  index: number
  state: 'open' | 'complete' | 'stuck'
  /** Where it stood when nothing more came. */
  stuckAt: string | null
}

export type Talking = {
  whatsapp: Simulators['whatsapp']
  random: Random
  /** How long a person waits for an answer before the conversation counts as stuck. */
  patienceMs: number
}

const THINK_MIN_MS = 200
const THINK_MAX_MS = 2_500
const REACTS = 0.2
/** What the business may say, by its beginning, in this order. */
export const PROMPTS = [
  'How many guests?',
  'Which time?',
  'Which name?',
  'Anything to add?',
  'Booked ',
] as const

/** Gives somebody a phone. Every fourth person has a business-scoped id and no visible number. */
export async function addPhone({ whatsapp }: Talking, { personId, index }: Talk): Promise<void> {
  const address =
    index % 4 === 3 ? { bsuid: `ES.${1_000_000_000_000 + index}` } : { phone: String(34_600_000_000 + index) }
  await whatsapp.addPerson({ id: personId, name: `Person ${index}`, ...address })
}

/** The three words that open a conversation; the confirmation repeats them in their order. */
export function wordsOf(index: number): string[] {
  return [1, 2, 3].map((part) => `word ${index}.${part}`)
}

/** Says three words at once, then answers each question when it arrives on the phone. */
export async function talk(talking: Talking, person: Talk): Promise<void> {
  const { whatsapp, random } = talking
  const { personId, index } = person
  const say = (text: string) => whatsapp.say({ personId, text })
  const answers: ((prompt: PhoneMessage) => Promise<unknown>)[] = [
    () => say(String(random.between(1, 8))),
    (prompt) => whatsapp.press({ personId, title: random.pick(titlesOf(prompt)) }),
    () => say(`Name ${index}`),
    () => say(`Note ${index}`),
  ]
  for (const word of wordsOf(index)) await say(word)
  let seen = 0
  for (const [step, expected] of PROMPTS.entries()) {
    const heard = await hear(talking, { personId, expected, seen })
    if (!heard) {
      Object.assign(person, { state: 'stuck', stuckAt: expected })
      return
    }
    seen = heard.seen
    await sleep(random.between(THINK_MIN_MS, THINK_MAX_MS))
    if (random.chance(REACTS)) await whatsapp.react({ personId, messageId: heard.prompt.id, emoji: '👍' })
    await answers[step]?.(heard.prompt)
  }
  person.state = 'complete'
}

type Hearing = { personId: string; expected: string; seen: number }

/** Waits for a prompt; one that is shown twice is answered once. Null when patience ends. */
async function hear(
  { whatsapp, patienceMs }: Talking,
  { personId, expected, seen }: Hearing,
): Promise<{ prompt: PhoneMessage; seen: number } | null> {
  for (let count = seen; ; ) {
    const messages = await whatsapp
      .awaitMessages({ personId, after: count, timeoutMs: patienceMs })
      .catch(() => null)
    if (!messages) return null
    count += messages.length
    const prompt = messages.find((message) => textOf(message).startsWith(expected))
    if (prompt) return { prompt, seen: count }
  }
}

/** What a message of the business says. */
export function textOf({ type, body }: PhoneMessage): string {
  const fields = body as { body?: string | { text?: string } }
  return String((type === 'interactive' ? (fields.body as { text?: string })?.text : fields.body) ?? '')
}

type Interactive = { action?: { buttons?: { reply: Row }[]; sections?: { rows: Row[] }[] } }
type Row = { title: string }

function titlesOf({ body }: PhoneMessage): string[] {
  const { buttons = [], sections = [] } = (body as Interactive).action ?? {}
  return [...buttons.map(({ reply }) => reply), ...sections.flatMap(({ rows }) => rows)].map(
    ({ title }) => title,
  )
}
