import { type Chat, defineBackend, z } from '@hilo/sdk'
import { type Appointment, book, findTimes, move, settle } from './practice.ts'
import { type Words, wordsFor } from './words.ts'

const HOUR_MS = 3_600_000
const TRIES_MAX = 3
const PATIENCE = '2 days'

const config = z.object({
  practiceUrl: z.url().describe("The address of the practice's API."),
  answerHours: z.number().min(1).max(23).default(6).describe('How long a reminder waits for an answer.'),
})

type Talk = Chat<z.output<typeof config>>
type Found = Appointment | 'no_time' | 'no_answer'

/**
 * Books an appointment and stays with it until it begins: it is moved or cancelled at any time, and the day
 * before the contact is asked whether they come. Who does not answer that is given to people; so is, on
 * WhatsApp, who last wrote more than a day before: the reminder would have to be a template there.
 */
export default defineBackend({
  name: 'appointment',
  config,
  secrets: ['PRACTICE_TOKEN'],
  egress: ['*'],
  // At any question, in the contact's own words. What is booked is undone: the practice has the time again.
  on: {
    human: true,
    cancel: {
      act: (chat) =>
        chat.cancel('The contact cancelled.', { say: wordsFor(chat.locale, chat.timeZone).cancelled }),
    },
  },
  async run(chat) {
    const words = wordsFor(chat.locale, chat.timeZone)
    const name = chat.contact.name ?? (await chat.ask(words.name, patience(chat, words)))
    const booked = await findTime(chat, words, {
      question: words.time,
      take: (startsAt) =>
        chat.step(
          'book',
          ({ idempotencyKey }) => book(practiceOf(chat), { startsAt, name }, idempotencyKey),
          { onUndo: (made) => made && settle(practiceOf(chat), made, 'cancelled') },
        ),
    })
    if (booked === 'no_time') return handOver(chat, words, 'None of the free times suits.')
    if (booked === 'no_answer') return abandon(chat, words)
    return accompany(chat, words, booked)
  },
})

/** From the booking to the appointment. */
async function accompany(chat: Talk, words: Words, booked: Appointment): Promise<void> {
  let appointment = booked
  let isConfirmed = false
  let text = words.booked(appointment)
  for (;;) {
    const isReminded = !isConfirmed && dayBefore(appointment) > chat.now()
    // A question and not a pause: whoever wants another time need not wait for the reminder to say so.
    let wish = await chat.choose(isReminded ? `${text} ${words.willRemind}` : text, words.changes, {
      retry: words.stands(appointment),
      until: isReminded ? dayBefore(appointment) : appointment.startsAt,
      onTimeout: () => null,
    })
    if (!wish && !isReminded) return chat.end('kept')
    wish ??= await chat.choose(words.reminder(appointment), words.answers, {
      timeout: chat.config.answerHours * HOUR_MS,
      onTimeout: () => null,
    })
    if (!wish) return handOver(chat, words, `Did not say whether they come: ${appointment.startsAt}.`)
    if (wish.to === 'cancel') return chat.cancel('The contact cancelled.', { say: words.cancelled })

    if (wish.to === 'confirm') {
      await chat.step('confirm', () => settle(practiceOf(chat), appointment, 'confirmed'))
      isConfirmed = true
      text = words.confirmed(appointment)
      continue
    }
    const before = appointment
    const moved = await findTime(chat, words, {
      question: words.otherTime,
      take: (startsAt) => chat.step('move', () => move(practiceOf(chat), before, startsAt)),
    })
    const isMoved = moved !== 'no_time' && moved !== 'no_answer'
    if (isMoved) appointment = moved
    isConfirmed &&= !isMoved
    text = isMoved ? words.moved(appointment) : words.stays(appointment)
  }
}

/** Offers free times until one could be taken. */
async function findTime(
  chat: Talk,
  words: Words,
  { question, take }: { question: string; take: (startsAt: string) => Promise<Appointment | null> },
): Promise<Found> {
  let asked = question
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const now = chat.now()
    const times = await chat.step('find times', () => findTimes(practiceOf(chat), now))
    const options = times.map((startsAt) => ({ startsAt, label: words.short(startsAt) }))
    if (options.length === 0) return 'no_time'
    const chosen = await chat.choose(asked, [...options, { startsAt: null, label: words.none }], {
      ...{ retry: words.chooseAgain, button: words.times },
      ...{ timeout: PATIENCE, onTimeout: () => 'no_answer' as const },
    })
    if (chosen === 'no_answer') return chosen
    if (chosen.startsAt === null) return 'no_time'
    const taken = await take(chosen.startsAt)
    if (taken) return taken
    asked = words.taken
  }
  return 'no_time'
}

function dayBefore({ startsAt }: Appointment): Date {
  return new Date(Date.parse(startsAt) - 24 * HOUR_MS)
}

function practiceOf(chat: Talk) {
  return { url: chat.config.practiceUrl, token: chat.secret('PRACTICE_TOKEN') }
}

function patience(chat: Talk, words: Words) {
  return { timeout: PATIENCE, onTimeout: () => abandon(chat, words) }
}

async function abandon(chat: Talk, words: Words): Promise<never> {
  await chat.say(words.abandoned)
  return chat.end('abandoned')
}

async function handOver(chat: Talk, words: Words, summary: string): Promise<void> {
  await chat.say(words.person)
  await chat.handoff('A person has to see to an appointment.', { summary })
  await chat.say(words.back)
}
