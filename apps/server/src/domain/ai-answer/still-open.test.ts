import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type LeftQuestion, type Spoken, stillOpen } from './still-open.ts'

const NOW = new Date('2026-01-02T12:00:00Z')
const MINUTES = 60_000

let minute = 0
const at = () => new Date(NOW.getTime() - 60 * MINUTES + ++minute * 1_000)
const contact: Spoken = { by: 'contact' }

function left(...questions: string[]): Spoken {
  const messageId = newId()
  const parts = questions.map((question, place): LeftQuestion => {
    return { messageId, part: questions.length > 1 ? place + 1 : 0, question, language: 'en' }
  })
  return { by: 'ai', text: 'I do not know.', at: at(), asked: null, left: parts }
}

const reply = (text: string, when = at()): Spoken => ({ by: 'agent', text, at: when })
const answer = (asked: string, text: string): Spoken => ({ by: 'ai', text, at: at(), asked, left: [] })

const open = (...said: Spoken[]) =>
  stillOpen(said, NOW).map(({ question, isBeforeReply }) =>
    isBeforeReply ? `${question} (before)` : question,
  )

const PARKING = 'Is there parking?'
const NORWAY = 'Do you deliver to Norway?'
const PERU = 'Do you deliver to Peru?'
const SPA = 'Which spa treatments are there?'

describe('a reply of a member', () => {
  test('deals with the questions whose words it has, and the others are marked', () => {
    const asked = left(PARKING, NORWAY, PERU)
    expect(open(contact, asked, reply('We do deliver to Peru.'))).toEqual([
      `${PARKING} (before)`,
      `${NORWAY} (before)`,
    ])
    expect(open(contact, asked, reply('Parking is free. To Norway and Peru we deliver by ship.'))).toEqual([])
  })

  test('in words of its own deals with the only one, and with none of several', () => {
    expect(open(contact, left(PARKING), reply('Yes, behind the house.'))).toEqual([])
    expect(open(contact, left(PARKING, SPA), reply('Yes.'))).toEqual([
      `${PARKING} (before)`,
      `${SPA} (before)`,
    ])
  })

  test('that tells nothing yet leaves the only one as it was', () => {
    const said = [contact, left(PARKING), reply('Hello Ana!'), reply('One moment, please.')]
    expect(open(...said)).toEqual([PARKING])
    expect(open(...said, reply('For how many cars?'))).toEqual([PARKING])
    expect(open(...said, reply('Yes, behind the house.'))).toEqual([])
  })

  test('to something else is no reply to what was passed over', () => {
    const said = [contact, left(PARKING, NORWAY), reply('We do deliver to Norway.'), contact]
    expect(open(...said, reply('You are welcome, come again.'))).toEqual([`${PARKING} (before)`])
    expect(open(...said, left(SPA), reply('Massages.'))).toEqual([`${PARKING} (before)`])
  })
})

describe('what a member has settled', () => {
  const asked = { messageId: newId(), language: 'en' }
  const two: Spoken = {
    ...{ by: 'ai', text: 'I do not know.', at: at(), asked: null },
    left: [
      { ...asked, part: 1, question: PARKING },
      { ...asked, part: 2, question: SPA },
    ],
  }
  const settling: Spoken = { by: 'settling', messageId: asked.messageId, part: 2 }

  test('goes, and a reply in words of its own is for the only one that is left', () => {
    expect(open(contact, two, settling)).toEqual([PARKING])
    expect(open(contact, two, settling, reply('Yes, behind the house.'))).toEqual([])
  })

  test('after a reply was open when that was sent', () => {
    expect(open(contact, two, reply('Yes, behind the house.'), settling)).toEqual([`${PARKING} (before)`])
  })
})

describe('people who have moved on keep no old question', () => {
  const said = [contact, left(PARKING, NORWAY)]

  test('three replies to something else, where several messages in a row are one', () => {
    const talk = (count: number) =>
      Array.from({ length: count }, () => [
        reply('The menu changed.'),
        reply('There is more fish.'),
        contact,
      ]).flat()
    expect(open(...said, ...talk(2))).toHaveLength(2)
    expect(open(...said, ...talk(3))).toEqual([])
  })

  test('a day after the first reply; without one the contact still waits', () => {
    const ago = (hours: number) => new Date(NOW.getTime() - hours * 60 * MINUTES)
    expect(open(...said, reply('One moment.', ago(25)))).toEqual([])
    expect(open(...said, reply('One moment.', ago(23)))).toEqual([PARKING, NORWAY])
  })
})

describe('an answer of AI', () => {
  test('deals with what was asked again in other words, and with nothing else', () => {
    const said = [contact, left(PARKING), contact, left(NORWAY), contact]
    expect(open(...said, answer('Where is your parking?', 'Behind the house.'))).toEqual([
      `${NORWAY} (before)`,
    ])
    expect(open(...said, answer('When do you open?', 'At nine.'))).toEqual([
      `${PARKING} (before)`,
      `${NORWAY} (before)`,
    ])
  })

  test('that left the same open again keeps it once, as it was asked last', () => {
    expect(
      open(contact, left(PARKING), reply('No idea, sorry?'), contact, left('is there parking?')),
    ).toEqual(['is there parking?'])
    expect(open(contact, left(PARKING), contact, left(`${PARKING}\n${SPA}`))).toEqual([`${PARKING}\n${SPA}`])
  })
})
