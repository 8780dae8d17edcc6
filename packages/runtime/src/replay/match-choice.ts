import type { Choice, Content } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'

/**
 * The choice that a contact's message means, if it is clear. A press counts by its id alone; what is typed by
 * title, then number, then the beginning of one title only, then one title among other words, then one title
 * with a slip of the fingers. Asking again is cheaper than a wrong booking: digits are never guessed, and
 * neither is a sentence that says no to something.
 */
export function matchChoice(content: Content, choices: readonly Choice[]): Choice | undefined {
  if (content.type === 'reply') return choices.find((choice) => choice.id === content.id)
  const typed = plain(answerTextOf(content))
  if (typed === '') return undefined
  const titled = choices.map((choice) => ({ choice, title: plain(choice.title) }))
  const words = wordsOf(typed)
  const exact = titled.filter(({ title }) => title === typed)
  if (exact.length > 0) return only(exact)
  const number = /^#?(\d{1,3})[.)]?$/.exec(typed)?.[1]
  const numbered = number === undefined ? undefined : withNumber(choices, Number(number))
  if (number !== undefined && numbered) return isOnlyMeant(titled, number, numbered) ? numbered : undefined
  return (
    only(titled.filter(({ title }) => title.startsWith(typed))) ??
    only(titled.filter(({ title }) => isAmong(wordsOf(title), words))) ??
    only(titled.filter(({ title }) => isSlipOf(title, typed))) ??
    (BACK_WORDS.has(typed) ? choices.find(({ back }) => back) : undefined)
  )
}

/** True for a press of one of the choices, and for a title as it stands there. */
export function isChosen(content: Content, choices: readonly Choice[]): boolean {
  if (content.type === 'reply') return choices.some(({ id }) => id === content.id)
  const typed = plain(answerTextOf(content))
  return choices.some(({ title }) => plain(title) === typed)
}

const BACK_WORDS = new Set([
  'back',
  'go back',
  'atras',
  'volver',
  'volver atras',
  'regresar',
  'voltar',
  'para tras',
])

/** The options are numbered from 1; the one that leads back has 0. */
function withNumber(choices: readonly Choice[], number: number): Choice | undefined {
  const options = choices.filter(({ back }) => !back)
  return number === 0 ? choices.find(({ back }) => back) : options[number - 1]
}

/**
 * Not every channel shows the numbers: to who sees "2 people" and "4 people" alone, 2 is not the second. So a
 * number that stands in the title of another choice is not clear.
 */
function isOnlyMeant(titled: readonly Titled[], number: string, numbered: Choice): boolean {
  return titled.every(({ choice, title }) => choice === numbered || !wordsOf(title).includes(number))
}

type Titled = { choice: Choice; title: string }

function only(found: readonly Titled[]): Choice | undefined {
  return found.length === 1 ? found[0]?.choice : undefined
}

/** Without case, accents and double spaces. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

const OTHER_WORDS_MAX = 6
const REFUSALS = new Set(
  [
    "no not never none neither nor except but without don't dont can't cant",
    'ni nunca tampoco menos salvo excepto sin',
    'nao nem sem exceto',
  ].flatMap((words) => words.split(' ')),
)

/** The title's words stand together in what was typed, and the few words around them refuse nothing. */
function isAmong(wanted: readonly string[], words: readonly string[]): boolean {
  if (wanted.length === 0 || words.length - wanted.length > OTHER_WORDS_MAX) return false
  const start = words.findIndex((_, at) => wanted.every((word, index) => words[at + index] === word))
  if (start < 0) return false
  return !words.toSpliced(start, wanted.length).some((word) => REFUSALS.has(word))
}

/** A time such as 20:30 is one word. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}](?:[\p{L}\p{N}:.'’]*[\p{L}\p{N}])?/gu) ?? []
}

/** One slip from four letters on, two from eight; the digits are the same. */
function isSlipOf(title: string, typed: string): boolean {
  const allowed = title.length >= 8 ? 2 : title.length >= 4 ? 1 : 0
  if (Math.abs(title.length - typed.length) > allowed) return false
  return title.replace(/\D/g, '') === typed.replace(/\D/g, '') && slipsBetween(title, typed) <= allowed
}

/**
 * How many letters to add, leave out, replace or swap with their neighbour make one text of the other: the
 * optimal string alignment distance.
 */
function slipsBetween(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let slips = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1))
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwapped) slips = Math.min(slips, at(before, j - 2) + 1)
      row.push(slips)
    }
    ;[before, last] = [last, row]
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
