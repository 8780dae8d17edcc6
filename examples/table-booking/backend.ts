import { type Chat, defineBackend, ToolRefusal, z } from '@hilo/sdk'
import { book, findSlots } from './calendar.ts'
import { type Words, wordsFor } from './words.ts'

const DAYS_OFFERED = 5
const DAY_MS = 86_400_000
const DAYS_TRIED_MAX = 3
const PATIENCE = '2 days'

const config = z.object({
  maxGuests: z.number().int().min(1).default(8).describe('Larger groups are handed to a person.'),
  calendarUrl: z.url().describe('The booking service.'),
})

type Booking = Chat<z.output<typeof config>>
type Day = { date: string; title: string; spoken: string }

/** Takes a booking for a restaurant: how many, which day, which time, under which name. */
export default defineBackend({
  name: 'table-booking',
  config,
  egress: ['*'],
  tools: {
    freeTables: {
      title: 'Free tables',
      description: 'Says at which times of a day there is a table for so many people. It books nothing.',
      input: z.object({
        date: z.iso.date().describe('Such as 2026-12-31.'),
        guests: z.number().int().min(1).describe('How many people.'),
      }),
      confirm: 'none',
      reads: true,
      async run({ date, guests }, { config, step }) {
        if (guests > config.maxGuests) throw new ToolRefusal('Larger groups are for a person of the team.')
        const slots = await step('find slots', () => findSlots(config.calendarUrl, date, guests))
        return { date, guests, times: slots.map(({ label }) => label) }
      },
    },
  },
  async run(chat) {
    const words = wordsFor(chat.locale)
    const guests = await chat.ask(words.guests, { as: someNumber, retry: words.guestsAgain })
    if (guests > chat.config.maxGuests) return handOver(chat, words, `A table for ${guests}.`)

    let day = await askDay(chat, words, words.day)
    let question = words.slot
    let name = chat.contact.name
    let daysFull = 0
    while (daysFull < DAYS_TRIED_MAX) {
      const slots = await chat.step('find slots', () => findSlots(chat.config.calendarUrl, day.date, guests))
      if (slots.length === 0) {
        daysFull++
        if (daysFull < DAYS_TRIED_MAX) day = await askDay(chat, words, words.noRoom)
        continue
      }
      const slot = await chat.choose(question(day.spoken), slots, {
        ...patience(chat, words),
        button: words.times,
      })
      const who = name ?? (await chat.ask(words.name, patience(chat, words)))
      name = who
      const outcome = await chat.step('book', ({ idempotencyKey }) =>
        book(chat.config.calendarUrl, { slot: slot.id, guests, name: who }, idempotencyKey),
      )
      if (outcome === 'booked') {
        await chat.say(words.booked({ name: who, guests, day: day.spoken, time: slot.label }))
        return chat.end('booked')
      }
      question = words.taken
    }
    return handOver(chat, words, `A table for ${guests}; the days asked for are full.`)
  },
})

/** The first number in the answer: "4", "4 people", "4, please". */
const someNumber = z.preprocess((text) => /\d+/.exec(String(text))?.[0], z.coerce.number().int().min(1))

async function askDay(chat: Booking, words: Words, question: string): Promise<Day> {
  const { timeZone, locale } = chat
  const dates = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const weekdays = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long' })
  const today = chat.now().getTime()
  const days = Array.from({ length: DAYS_OFFERED }, (_, index) => {
    const day = dayOf(new Date(today + (index + 1) * DAY_MS))
    return index === 0 ? { ...day, title: capital(words.tomorrow), spoken: words.tomorrow } : day
  })
  return chat.choose(question, days, { ...patience(chat, words), button: words.days })

  function dayOf(moment: Date) {
    const date = dates.format(moment)
    const name = `${weekdays.format(moment)} ${Number(date.slice(-2))}`
    return { date, title: capital(name), spoken: words.onDay(name) }
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Who does not answer for two days is told so, once, and left alone. */
function patience(chat: Booking, words: Words) {
  return {
    timeout: PATIENCE,
    retry: words.chooseAgain,
    onTimeout: async () => {
      await chat.say(words.abandoned)
      return chat.end('abandoned')
    },
  }
}

async function handOver(chat: Booking, words: Words, summary: string): Promise<void> {
  await chat.say(words.person)
  await chat.handoff('A person has to find a table.', { summary })
  await chat.say(words.back)
}
