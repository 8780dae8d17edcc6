import { type Language, readLines, readSigned } from './read-utterances.ts'

export type Example = { text: string; asks: boolean; weight: number }

/** Numbers from 0 to 1, the same ones for the same seed. */
export type Dice = () => number

const SAMPLES = 120
// What stands around a sentence, which most come without.
const AROUND: ReadonlySet<string> = new Set(['PRE', 'POST'])
const BARE = 0.65

/**
 * Utterances made of the phrases of a language: `<NAME>` stands for any phrase of a list, `[a|b|]` for any of
 * these. All that count in training are sampled with the given dice, so each training sees the same.
 */
export function expandPhrases(language: Language, dice: Dice): Example[] {
  const file = `phrases.${language}.txt`
  const lists = new Map(readLines(file).flatMap((line) => listOf(line)))
  return readSigned(file).flatMap(({ text, isPositive }) => {
    const made = Array.from({ length: SAMPLES }, () => expand(text, lists, dice))
    return [...new Set(made)].map((one) => ({ text: one, asks: isPositive, weight: 1 }))
  })
}

/** The same text as somebody in a hurry types it: no accents, a letter lost, doubled or in the wrong place. */
export function mistype(text: string, dice: Dice): string {
  const plain = dice() < 0.5 ? text.normalize('NFD').replace(/\p{M}/gu, '') : text
  if (plain.length < 8) return plain
  const at = 1 + Math.floor(dice() * (plain.length - 3))
  const [before, one, two, after] = [
    plain.slice(0, at),
    plain[at] ?? '',
    plain[at + 1] ?? '',
    plain.slice(at + 2),
  ]
  const kind = dice()
  if (kind < 0.3) return `${before}${two}${after}`
  if (kind < 0.6) return `${before}${two}${one}${after}`
  return kind < 0.8 ? `${before}${one}${one}${two}${after}` : plain
}

export function diceOf(seed: number): Dice {
  let state = seed
  // Mulberry32: small, and the same on every machine.
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function listOf(line: string): [string, string[]][] {
  const [, name, phrases] = /^= (\w+):(.*)$/.exec(line) ?? []
  return name && phrases ? [[name, phrases.split('|').map((phrase) => phrase.trim())]] : []
}

function expand(pattern: string, lists: ReadonlyMap<string, readonly string[]>, dice: Dice): string {
  const chosen = pattern.replace(/\[([^\]]*)\]/g, (_, choices: string) => pick(choices.split('|'), dice))
  const filled = chosen.replace(/<(\w+)>/g, (_, name: string) => {
    const phrases = lists.get(name)
    if (!phrases) throw new Error(`There is no list ${name} in the phrases.`)
    return AROUND.has(name) && dice() < BARE ? '' : pick(phrases, dice)
  })
  return filled.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim()
}

function pick<Value>(values: readonly Value[], dice: Dice): Value {
  const value = values[Math.floor(dice() * values.length)]
  if (value === undefined) throw new Error('There is nothing to choose from.')
  return value
}
