import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, isBelowBar, printFigures } from '../bench/figure.ts'
import { runProgram } from '../command-line.mjs'

export type EvalOptions = {
  /** The folder of the evaluation data. */
  readonly data: string
  readonly split: string
}

/** Where the data are, beside the project, when no option names another folder. */
export const DATA = '../shared/corpus/ai'

/**
 * The command line that the evaluations share: prints each figure beside its bar, writes them to a file when
 * asked, and ends with code 1 when one is below.
 */
export function evaluate(
  { split }: { split: string },
  measure: (options: EvalOptions) => Promise<Figure[]> | Figure[],
): void {
  runProgram(() => run(split, measure))
}

async function run(
  split: string,
  measure: (options: EvalOptions) => Promise<Figure[]> | Figure[],
): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: DATA },
      split: { type: 'string', default: split },
      json: { type: 'string' },
    },
  })
  const figures = await measure(values)
  process.stdout.write(`${printFigures(figures)}\n`)
  const isPassed = !figures.some(isBelowBar)
  if (values.json) {
    await writeFile(
      values.json,
      `${JSON.stringify({ passed: isPassed, split: values.split, figures }, null, 2)}\n`,
    )
  }
  if (!isPassed) process.exitCode = 1
}

/**
 * The objects of a file with one JSON value a line, of one split where they name theirs.
 *
 * @throws Error when the folder has no such file; its message says how to name another.
 */
export function readRows<Row>(file: string, { data, split }: EvalOptions): Row[] {
  const path = join(data, file)
  if (!existsSync(path)) {
    throw new Error(`There is no ${path}: name the folder of the evaluation data by --data DIR.`)
  }
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Row & { split?: string } => JSON.parse(line))
  return rows.filter((row) => row.split === undefined || row.split === split)
}

/** A share as percent, with its bar. A share of nothing could not be measured. */
export function shareFigure(
  name: string,
  { part, whole }: { part: number; whole: number },
  atLeast?: number,
): Figure {
  const bar = atLeast === undefined ? {} : { bar: { atLeast } }
  return {
    name,
    value: whole === 0 ? null : (100 * part) / whole,
    unit: '%',
    ...bar,
    note: `${part} of ${whole}`,
  }
}
