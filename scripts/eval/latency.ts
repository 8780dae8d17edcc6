import { parseArgs } from 'node:util'
import { type Figure, printFigures } from '../bench/figure.ts'
import { usualData } from './data-folder.ts'
import { endWith } from './end.ts'
import { measureLatency } from './measure-latency.ts'
import { readSets } from './read-sets.ts'

/**
 * `npm run eval:latency`: how long a search takes in an org of some size, with the index in memory beside it;
 * `--dimensions 1536` also with what is near in meaning, without the call that places the question. Ends with
 * code 1 above a bar. A busy machine is measured too: look at its load.
 */

const BARS = new Map([
  [10_000, 50],
  [100_000, 250],
])

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    dimensions: { type: 'string' },
    chunks: { type: 'string', default: '10000,100000' },
    json: { type: 'string' },
  },
})
const data = values.data ?? usualData()
const say = (text: string) => process.stdout.write(`${text}\n`)

const sets = readSets(data)?.filter(({ kind }) => kind === 'page')
if (!sets?.length) {
  say(`No texts to make articles of in ${data}: name another folder by --data or HILO_CORPUS.`)
  process.exit(1)
}
const figures: Figure[] = []
for (const chunks of values.chunks.split(',').map(Number)) {
  const dimensions = values.dimensions === undefined ? null : Number(values.dimensions)
  const { server, memory, meaning, indexedMs, bytes } = await measureLatency(sets, { chunks, dimensions })
  const bar = BARS.get(chunks)
  const size = `${chunks.toLocaleString('en')} chunks`
  const own: Figure[] = [
    {
      ...{ name: `${size}: p95`, value: server.p95, unit: 'ms', ...(bar ? { bar: { atMost: bar } } : {}) },
      note: `median ${server.median.toFixed(1)} ms`,
    },
    {
      ...{ name: `${size}: p95 in memory`, value: memory.p95, unit: 'ms' },
      note: `median ${memory.median.toFixed(1)} ms`,
    },
    ...(meaning
      ? [
          {
            ...{ name: `${size}: p95 with meaning`, value: meaning.p95, unit: 'ms' as const },
            ...(bar ? { bar: { atMost: bar } } : {}),
            note: `median ${meaning.median.toFixed(1)} ms, ${dimensions} dimensions`,
          },
          { name: `${size}: vectors read in`, value: meaning.readMs / 1000, unit: 's' as const },
        ]
      : []),
    { name: `${size}: indexed in`, value: indexedMs / 1000, unit: 's' },
    { name: `${size}: postings`, value: bytes / 1e6, unit: 'MB' },
  ]
  say(printFigures(own))
  figures.push(...own)
}
endWith(figures, values)
process.exit()
