import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchChoice } from './match-choice.ts'

const choicesOf = (...titles: string[]) => titles.map((title, index) => ({ id: `c${index}`, title }))
const days = choicesOf('Mañana', 'Sábado 28', 'Domingo 29', 'Lunes 30')
const times = choicesOf('20:00', '20:30', '21:30')
const more = choicesOf('Talk to a person', 'No, thank you', 'Delivery', 'Pick-up')

const titleOf = (text: string, choices: typeof days) =>
  matchChoice({ type: 'text', text }, choices)?.title ?? null

describe('what is typed', () => {
  test.each([
    ['mañana', days, 'Mañana'],
    ['MANANA', days, 'Mañana'],
    ['2', days, 'Sábado 28'],
    ['#3.', days, 'Domingo 29'],
    ['sab', days, 'Sábado 28'],
    ['el domingo 29 por favor', days, 'Domingo 29'],
    ['¡Mañana!', days, 'Mañana'],
    ['a las 20:30 estaría bien', times, '20:30'],
    ['domigno 29', days, 'Domingo 29'],
    ['manaña', days, 'Mañana'],
    ['delivrey', more, 'Delivery'],
    ['i want to talk to a person', more, 'Talk to a person'],
    ['no, thank you', more, 'No, thank you'],
    ['no thank you!', more, 'No, thank you'],
  ])('%s is an option', (text, choices, title) => {
    expect(titleOf(text, choices)).toBe(title)
  })

  test.each([
    ['', days],
    ['9', days],
    ['el sábado no, mejor otro día', days],
    ['not the delivery', more],
    ['todo menos domingo 29', days],
    ['mañana o lunes 30', days],
    ['20:45', times],
    ['20', times],
    ['sábado 29', days],
    ['lunes 3', choicesOf('Lunes 30', 'Lunes 31')],
    ['hello', days],
    ['I told you that my uncle, who came on Monday, likes your delivery more than the other one', more],
    ['si', choicesOf('Sí, mañana', 'Si puedo')],
  ])('%s is not clear', (text, choices) => {
    expect(titleOf(text, choices)).toBeNull()
  })
})

describe('a number', () => {
  const groups = choicesOf('1 person', '2 people', '4 people', '6 people')
  const menu = [...choicesOf('Small', 'Large'), { id: 'back', title: 'Menu', back: true as const }]

  test.each([
    ['1', groups, '1 person'],
    ['2', groups, '2 people'],
    ['6', groups, '6 people'],
    ['3', groups, '4 people'],
    ['2️⃣', menu, 'Large'],
    ['0', menu, 'Menu'],
    ['volver', menu, 'Menu'],
  ])('%s is an option', (text, choices, title) => {
    expect(titleOf(text, choices)).toBe(title)
  })

  test.each([
    // The fourth is for six.
    ['4', groups],
    ['3', menu],
    ['0', groups],
  ])('%s is not clear', (text, choices) => {
    expect(titleOf(text, choices)).toBeNull()
  })
})

test('a press counts by its id alone', () => {
  const press = (id: string) => matchChoice({ type: 'reply', id, title: 'Mañana', source: 'button' }, days)

  expect(press('c1')?.title).toBe('Sábado 28')
  expect(press('another question')).toBeUndefined()
})

test('each title is understood as itself, whatever the titles are', () => {
  const title = fc
    .string({ minLength: 1, maxLength: 24, unit: 'grapheme' })
    .filter((text) => /\p{L}/u.test(text))
  const plainly = (text: string) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ')
  fc.assert(
    fc.property(
      fc.uniqueArray(title, { minLength: 1, maxLength: 10, selector: (text) => plainly(text).trim() }),
      (titles) => {
        const choices = choicesOf(...titles)
        for (const typed of titles)
          if (plainly(typed).trim() !== '') expect(titleOf(typed, choices)).toBe(typed)
      },
    ),
  )
})

test('a long text takes no time', () => {
  const long = 'a '.repeat(5_000)
  const begun = performance.now()
  titleOf(long, choicesOf(...Array.from({ length: 100 }, (_, index) => `Option number ${index} of many`)))

  expect(performance.now() - begun).toBeLessThan(2_000)
})
