import { expect, test } from 'vitest'
import { afterThose, cleaned, clockOf, diffWords, minutesOf, UNSAID, unspokenIn } from './words.ts'

test('two versions differ by the lines that came and went', () => {
  const before = { ...UNSAID, tone: 'Calm', dos: ['Be brief', 'Greet'] }
  const hours = [{ weekday: 1, from: 540, to: 1_080 }]
  const after = { ...UNSAID, tone: 'Calm', dos: ['Greet', 'Ask the order'], hours }

  expect(diffWords([before, after], String)).toEqual([
    { field: 'dos', removed: ['Be brief'], added: ['Ask the order'] },
    { field: 'hours', removed: [], added: ['1: 09:00–18:00'] },
  ])
  expect(diffWords([after, after], String)).toEqual([])
})

test('who gets a topic is a difference, and empty tags are none', () => {
  const law = { name: 'Law', phrases: ['lawyer'] }
  const before = cleaned({ ...UNSAID, peopleTopics: [{ ...law, tag: ' ', onlyWithTag: '' }] })
  const after = { ...UNSAID, peopleTopics: [{ ...law, assigneeId: '7', tag: 'legal', onlyWithTag: 'vip' }] }

  expect(before.peopleTopics).toEqual([law])
  expect(diffWords([before, cleaned(after)], (id) => `member ${id}`)).toEqual([
    { field: 'peopleTopics', removed: ['Law: lawyer'], added: ['Law (#vip): lawyer → member 7, #legal'] },
  ])
})

test('what is empty is not sent, and what is half written is, so that it can be refused', () => {
  const peopleTopics = [
    { name: ' Law ', phrases: ['lawyer', ' '] },
    { name: '', phrases: [''] },
    { name: 'Half', phrases: [] },
  ]

  expect(cleaned({ ...UNSAID, dos: ['', ' Greet '], peopleTopics })).toMatchObject({
    dos: ['Greet'],
    peopleTopics: [
      { name: 'Law', phrases: ['lawyer'] },
      { name: 'Half', phrases: [] },
    ],
  })
})

test('hours that are added come after those that are there, on the same day', () => {
  const after = (...hours: Parameters<typeof afterThose>[0]) => afterThose(hours)
  expect(after({ from: 540, to: 750 })).toEqual({ from: 810, to: 1_050 })
  expect(after({ from: 900, to: 1_140 }, { from: 540, to: 750 })).toEqual({ from: 1_200, to: 1_439 })
  expect(after({ from: 1_320, to: 60 })).toEqual({ from: 1_380, to: 1_439 })
})

test('a clock is read as it is written', () => {
  expect([clockOf(545), minutesOf('09:05'), minutesOf('')]).toEqual(['09:05', 545, null])
})

test('a language in which Hilo has no words of its own is named', () => {
  expect(unspokenIn(['es', ' pt-BR ', 'fr', 'EN_us', '', 'de-CH'])).toEqual(['fr', 'de-CH'])
})
