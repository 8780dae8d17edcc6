import { parseArgs } from 'node:util'
import { printFigures } from '../bench/figure.ts'
import { runProgram } from '../command-line.mjs'
import { endWith } from './end.ts'
import { type Asked, measureAsked, verdictOf } from './measure-asked.ts'

/**
 * `npm run eval:asked`: what customers of small businesses are told without a model, of questions that an
 * article answers and of others. `--show` prints each question with what became of it.
 */
runProgram(async () => {
  const { values } = parseArgs({ options: { show: { type: 'boolean' }, json: { type: 'string' } } })
  const show = (one: Asked, { name, articles }: { name: string; articles: { title: string }[] }) => {
    const titles = (places: readonly number[]) => places.map((at) => articles[at]?.title).join(' | ') || '-'
    const line = [name, verdictOf(one), one.text, titles(one.articles), titles(one.cited), one.told]
    process.stdout.write(`${line.map((part) => part.replace(/\s+/g, ' ')).join('\t')}\n`)
  }
  const figures = await measureAsked(values.show ? show : () => undefined)
  process.stdout.write(`${printFigures(figures)}\n`)
  endWith(figures, { json: values.json })
})
