import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { featuresOf } from '../../../packages/ai/src/handoff/features.ts'
import { root } from '../../command-line.mjs'
import { diceOf, type Example, expandPhrases, mistype } from './expand-phrases.ts'
import { fitWeights } from './fit-weights.ts'
import { LANGUAGES, readUtterances } from './read-utterances.ts'

/**
 * `npm run train:handoff`: fits the classifier of requests for a person to the phrases and to the utterances
 * of the training and development splits, and writes its weights. The others are not trained on. The
 * same input gives the same file.
 */

const SEED = 20_260
const HAND_WEIGHT = 12
const MISTYPED = 0.25
const SCALE = 100

const dice = diceOf(SEED)
const phrases = LANGUAGES.flatMap((language) => expandPhrases(language, dice))
const written: Example[] = readUtterances()
  .filter(({ split }) => split === 'train' || split === 'dev')
  .map(({ text, asks }) => ({ text, asks, weight: HAND_WEIGHT }))
const examples = [...phrases, ...written]
const mistyped = examples
  .filter(() => dice() < MISTYPED)
  .map((example) => ({ ...example, text: mistype(example.text, dice) }))

const rows = [...examples, ...mistyped].map(({ text, asks, weight }) => ({
  names: featuresOf(text),
  asks,
  weight,
}))
const { bias, weights } = fitWeights(
  rows.filter(({ names }) => names.length > 0),
  dice,
)
const rounded = [...weights]
  .map(([name, weight]): [string, number] => [name, Math.round(weight * SCALE)])
  .filter(([, weight]) => Math.abs(weight) >= 5)
  .sort(([a], [b]) => (a < b ? -1 : 1))
const file = resolve(root, 'packages/ai/src/handoff/weights.json')
const content = {
  bias: Math.round(bias * SCALE),
  scale: SCALE,
  features: rounded.map((entry) => entry.join('\t')).join('\n'),
}
await writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
process.stdout.write(`${examples.length + mistyped.length} examples, ${rounded.length} weights\n`)
