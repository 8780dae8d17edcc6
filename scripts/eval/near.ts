import { parseArgs } from 'node:util'
import { NEAR_SHARE } from '@hilo/protocol'
import { type Figure, printFigures } from '../bench/figure.ts'
import { usualData } from './data-folder.ts'
import { endWith } from './end.ts'
import { measureNaming } from './measure-naming.ts'
import { openMemoryJudging } from './memory-engine.ts'
import { readSets } from './read-sets.ts'

/**
 * `npm run eval:near`: which article is named as the nearest where a question is not answered, when an org
 * knows half of the articles of a set: how many of the right ones are, and for how much that is asked about
 * something else one is named all the same. `--floor 0.4` tries another part of the threshold than the
 * product's. Ends with code 1 when a bar is missed.
 */

/** Where what is asked next to it is about something else; in other sets neighbours are near with reason. */
const BARRED = /^xquad\./

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    set: { type: 'string' },
    split: { type: 'string', default: 'dev' },
    floor: { type: 'string' },
    json: { type: 'string' },
  },
})
const data = values.data ?? usualData()
const floor = values.floor === undefined ? NEAR_SHARE : Number(values.floor)
const say = (text: string) => process.stdout.write(`${text}\n`)
const sets = readSets(data, values)?.filter(
  ({ name }) => !values.set || name === values.set.replace('-', '.'),
)
if (!sets?.length) {
  say(`No set to measure in ${data}: name another by --data or HILO_CORPUS, or another --split or --set.`)
  process.exit(1)
}
const figures: Figure[] = []
for (const set of sets) {
  for (const side of ['even', 'odd'] as const) {
    const { own, offTopic, strange } = await measureNaming(set, side, openMemoryJudging)
    const named = (all: typeof own) => all.filter(({ margin }) => margin >= floor)
    const right = own.filter(({ isRight }) => isRight)
    const figure = (name: string, [part, whole]: [number, number], bar: Figure['bar']): Figure => ({
      ...{ name: `${set.name} ${side}: ${name}`, value: (part / Math.max(whole, 1)) * 100, unit: '%' },
      ...(BARRED.test(set.name) && bar ? { bar } : {}),
      note: `of ${whole}`,
    })
    const rightly = named(own).filter(({ isRight }) => isRight).length
    const lines = [
      figure('right ones named', [named(right).length, right.length], { atLeast: 90 }),
      figure('named ones right', [rightly, named(own).length], { atLeast: 95 }),
      figure('named off topic', [named(offTopic).length, offTopic.length], { atMost: 25 }),
      ...(strange.length > 0
        ? [figure('named of something else', [named(strange).length, strange.length], undefined)]
        : []),
    ]
    say(printFigures(lines))
    figures.push(...lines)
  }
}
endWith(figures, values)
process.exit()
