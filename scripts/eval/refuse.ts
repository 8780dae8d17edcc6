import { parseArgs } from 'node:util'
import type { Meaning, MeaningEvidence } from '@hilo/protocol'
import { type Figure, printFigures } from '../bench/figure.ts'
import { usualData } from './data-folder.ts'
import { endWith } from './end.ts'
import { measureReading } from './measure-reading.ts'
import { measureRefusal } from './measure-refusal.ts'
import { openMemoryJudging } from './memory-engine.ts'
import { SET_OPTIONS } from './options.ts'
import { placerOf } from './place-articles.ts'
import { type EvalSet, readSets } from './read-sets.ts'
import { openSqlJudging } from './sql-engine.ts'
import { writerOf } from './writer.ts'

/**
 * `npm run eval:refuse`: which questions are answered when an org knows half of the articles, by a
 * threshold that follows from its own articles alone. `--engine sql` asks the server's own search;
 * `--embeddings URL --model NAME`, or `--provider fake|openai`, with what is near in meaning, as far as the
 * org's own trial lets that count as evidence. `--writer fake|openai|URL --model NAME` goes the whole way of
 * an answer that a model reads for and writes (up to seven calls for each question of two; `--limit` asks
 * fewer). Ends with code 1 when a bar is missed.
 */

/** The bars are of sets in which what is asked next to it stands in other words. */
const BARRED = /^xquad\./

const { values } = parseArgs({ options: { ...SET_OPTIONS, limit: { type: 'string' } } })
const data = values.data ?? usualData()
const say = (text: string) => process.stdout.write(`${text}\n`)

const sets = readSets(data, values)?.filter(({ name, kind }) =>
  values.set ? name === values.set.replace('-', '.') : kind === 'page',
)
if (!sets?.length) {
  say(`No set to measure in ${data}: name another by --data or HILO_CORPUS, or another --split or --set.`)
  process.exit(1)
}
if (values.writer !== undefined) {
  endWith(await withWriter(sets, values.writer), values)
  process.exit()
}
const placer = await placerOf(values)
const open = placer || values.engine === 'sql' ? openSqlJudging(placer) : openMemoryJudging
const figures: Figure[] = []
for (const set of sets) {
  for (const side of ['even', 'odd'] as const) {
    const { threshold, answered, right, offTopic, hard, strange, meaning } = await measureRefusal(
      set,
      side,
      open,
    )
    const bars = BARRED.test(set.name)
    const named = (name: string, share: number, bar: Figure['bar']): Figure => ({
      ...{ name: `${set.name} ${side}: ${name}`, value: share * 100, unit: '%' },
      ...(bars && bar ? { bar } : {}),
    })
    const own = [
      {
        ...named('answered', answered, { atLeast: 70 }),
        note: `${(right * 100).toFixed(1)} % of them rightly; threshold ${threshold.toFixed(3)}`,
      },
      named('answered off topic', offTopic, { atMost: 2 }),
      named('answered without the passage', hard, { atMost: 8 }),
      ...(strange === null ? [] : [named('answered of something else altogether', strange, { atMost: 2 })]),
      ...(meaning ? [trialOf(set, meaning)] : []),
    ]
    say(printFigures(own))
    figures.push(...own)
  }
}
endWith(figures, values)
process.exit()

/** A model that reads has to answer more, and less wrongly. */
async function withWriter(all: readonly EvalSet[], name: string): Promise<Figure[]> {
  const writer = writerOf(name, values.model)
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit)
  if (!(limit >= 1)) throw new Error(`--limit must be a number of questions from 1 on, not ${values.limit}.`)
  const figures: Figure[] = []
  // Each question is paid for: what has no bar is asked when it is named.
  for (const set of all.filter((one) => values.set !== undefined || BARRED.test(one.name))) {
    for (const side of ['even', 'odd'] as const) {
      const read = await measureReading(set, { side, limit, writer })
      const named = (what: string, share: number, bar: Figure['bar']): Figure => ({
        ...{ name: `${set.name} ${side}: ${what}`, value: share * 100, unit: '%' },
        ...(BARRED.test(set.name) && bar ? { bar } : {}),
      })
      const own = [
        {
          ...named('answered', read.answered, { atLeast: 85 }),
          note: `${(read.right * 100).toFixed(1)} % of them rightly; ${read.questions} questions`,
        },
        named('answered off topic', read.offTopic, { atMost: 2 }),
        named('answered without the passage', read.hard, { atMost: 5 }),
      ]
      say(printFigures(own))
      figures.push(...own)
    }
  }
  return figures
}

/** What the set's own trial lets nearness count as evidence, and why. */
function trialOf({ name, kind }: EvalSet, { tried }: Meaning): Figure {
  const tell = tried.find((one) => one.kind === kind)
  const evidence = tell?.evidence
  const figures = ({ right, wrong, gone }: MeaningEvidence['without']) => `${right}/${wrong}/${gone}`
  const note = evidence
    ? `of ${evidence.there} there and ${evidence.gone} gone, right/wrong/gone ${figures(evidence.without)}` +
      ` -> ${figures(evidence.with)}; weight ${tell.weight}`
    : 'not tried'
  return { name: `${name}: share of nearness`, value: (evidence?.share ?? 0) * 100, unit: '%', note }
}
