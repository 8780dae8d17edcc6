import { parseArgs } from 'node:util'
import { openApertium } from '../../apps/server/src/translator/apertium.ts'
import { type Figure, printFigures } from '../bench/figure.ts'
import { type By, openAnsweringEngine } from './answering.ts'
import { usualData } from './data-folder.ts'
import { endWith } from './end.ts'
import { measureRetrieval } from './measure-retrieval.ts'
import { openMemoryEngine } from './memory-engine.ts'
import { SET_OPTIONS } from './options.ts'
import { type Placer, placerOf } from './place-articles.ts'
import { crossSets, type EvalSet, readSets } from './read-sets.ts'
import { type MeaningEngine, openMeaningEngine, openSqlEngine } from './sql-engine.ts'
import { writerOf } from './writer.ts'

/**
 * `npm run eval:retrieval`: how often a question finds the passage with its answer. `--engine sql` asks the
 * server's own search; `--provider fake|openai` besides, with what is near in meaning, as the trial of each
 * set decides; `--weight 0.5` in spite of it. `--embeddings URL --model NAME` has an endpoint place that
 * speaks as OpenAI's does (its key, if it wants one, in EMBEDDINGS_KEY). Where Apertium is installed, what
 * Spanish questions find in English articles is measured too; `--writer openai|URL` has a model put them into
 * English. Ends with code 1 below a bar.
 */

const BARS: Record<string, { first?: number; five?: number }> = {
  'xquad.en': { first: 0.93, five: 0.985 },
  'xquad.es': { first: 0.92, five: 0.98 },
  // Questions in other words than those of the article.
  covid: { five: 0.8 },
  // Of Spanish questions about English articles, which no model translates.
  'xquad.es-en': { five: 0.9 },
}

/** Where a model does. */
const WRITER_BARS: typeof BARS = { 'xquad.es-en': { five: 0.93 } }

/** With meaning; the others that have a bar have to find as much as without it. */
const MEANING_BARS: typeof BARS = { covid: { five: 0.88 } }

const { values } = parseArgs({ options: { ...SET_OPTIONS, weight: { type: 'string' } } })
const data = values.data ?? usualData()
const say = (text: string) => process.stdout.write(`${text}\n`)

const read = readSets(data, values) ?? []
const isWanted = ({ name }: EvalSet) => !values.set || matches(name, values.set)
const sets = read.filter(isWanted)
// Each takes minutes: what has no bar is measured when it is asked for.
const across = crossSets(read).filter((set) => isWanted(set) && (values.set || BARS[set.name]))
if (sets.length + across.length === 0) {
  say(`No set to measure in ${data}: name another by --data or HILO_CORPUS, or another --split or --set.`)
  process.exit(1)
}
const placer = await placerOf(values)
const figures: Figure[] = []
for (const set of sets) {
  const open = values.engine === 'sql' ? openSqlEngine : openMemoryEngine
  const { first, five, gain, questions } = await measureRetrieval(set, open)
  const bar = BARS[set.name] ?? {}
  const note = `${questions} questions, nDCG@10 ${gain.toFixed(3)}`
  const own: Figure[] = [
    figure(`${set.name} R@1`, first, bar.first),
    { ...figure(`${set.name} R@5`, five, bar.five), note },
  ]
  if (placer) own.push(...(await withMeaning(set, placer, { first, five })))
  say(printFigures(own))
  figures.push(...own)
}
for (const set of across) {
  const own = await acrossLanguages(set)
  if (own.length > 0) say(printFigures(own))
  figures.push(...own)
}
endWith(figures, values)
process.exit()

/** What the server finds in articles of another language, where the machine has a translator. */
async function acrossLanguages(set: EvalSet): Promise<Figure[]> {
  const { name, language, askedIn = language } = set
  if (values.writer !== undefined) {
    return findAcross(set, { writer: writerOf(values.writer, values.model) }, WRITER_BARS)
  }
  const translator = openApertium('apertium')
  const ways = await translator.ways()
  if (!ways.some(({ from, to }) => from === askedIn && to === language)) {
    say(
      `  ${name}: not measured, because no Apertium says ${askedIn} in ${language} here; people answer then.`,
    )
    return []
  }
  return findAcross(set, { writer: null, translator }, BARS)
}

async function findAcross(set: EvalSet, by: By, bars: typeof BARS): Promise<Figure[]> {
  const { first, five, gain, questions } = await measureRetrieval(set, openAnsweringEngine(by))
  const note = `${questions} questions, nDCG@10 ${gain.toFixed(3)}`
  return [
    figure(`${set.name} R@1`, first),
    { ...figure(`${set.name} R@5`, five, bars[set.name]?.five), note },
  ]
}

/** With what is near it has to be no worse than without, and better at questions in other words. */
async function withMeaning(
  set: EvalSet,
  by: Placer,
  without: { first: number; five: number },
): Promise<Figure[]> {
  const weight = values.weight === undefined ? null : Number(values.weight)
  let note = ''
  const found = await measureRetrieval(set, async (articles, { kind }) => {
    const engine = await openMeaningEngine(articles, { kind }, { placer: by, weight })
    note = verdictOf(engine, kind)
    return engine
  })
  const bar = MEANING_BARS[set.name] ?? (BARS[set.name] ? asFound(without) : {})
  return [
    { ...figure(`${set.name} R@1 with ${by.name}`, found.first, bar.first), note },
    {
      ...figure(`${set.name} R@5 with ${by.name}`, found.five, bar.five),
      note: `nDCG@10 ${found.gain.toFixed(3)}`,
    },
  ]
}

/** To a tenth of a percent, as figures are read. */
function asFound({ first, five }: { first: number; five: number }) {
  const floor = (share: number) => Math.floor(share * 1_000) / 1_000
  return { first: floor(first), five: floor(five) }
}

/** What the set's own trial came to. */
function verdictOf({ meaning }: MeaningEngine, kind: EvalSet['kind']): string {
  const tried = meaning.tried.find((one) => one.kind === kind)
  if (!tried) return 'not tried'
  const { asked, without, with: best, weight } = tried
  return (
    `trial of ${asked}: first ${without.first} -> ${best.first}, of five ${without.five} -> ${best.five}; ` +
    `weight ${weight}`
  )
}

function figure(name: string, share: number, atLeast?: number): Figure {
  return { name, value: share * 100, unit: '%', ...(atLeast ? { bar: { atLeast: atLeast * 100 } } : {}) }
}

/** `xquad-es` is what the documents call `xquad.es`. */
function matches(name: string, wanted: string): boolean {
  return name === wanted.replace('-', '.') || name === wanted
}
