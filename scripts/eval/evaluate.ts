import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, printFigures } from '../bench/figure.ts'
import { runProgram } from '../command-line.mjs'
import { usualData } from './data-folder.ts'
import { endWith } from './end.ts'

export type EvalOptions = {
  /** The folder of the evaluation data; left out it is where they usually are. */
  readonly data?: string | undefined
  readonly split: string
}

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
      data: { type: 'string' },
      split: { type: 'string', default: split },
      json: { type: 'string' },
    },
  })
  const figures = await measure(values)
  process.stdout.write(`${printFigures(figures)}\n`)
  endWith(figures, { json: values.json, split: values.split })
}

/**
 * The objects of a file with one JSON value a line, of one split where they name theirs.
 *
 * @throws Error when the folder has no such file; its message says how to name another.
 */
export function readRows<Row>(file: string, { data, split }: EvalOptions): Row[] {
  const path = join(data ?? usualData(), file)
  if (!existsSync(path)) {
    throw new Error(
      `There is no ${path}: name the folder of the evaluation data by --data, or its parent by HILO_CORPUS.`,
    )
  }
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Row & { split?: string } => JSON.parse(line))
  return rows.filter((row) => row.split === undefined || row.split === split)
}

/**
 * The same of a set that is not in the project: without it the rest is measured all the same, and a line says
 * what is left out.
 */
export function readRowsIfThere<Row>(file: string, options: EvalOptions): Row[] | null {
  if (existsSync(join(options.data ?? usualData(), file))) return readRows<Row>(file, options)
  process.stdout.write(`${file} is not here, so what it tells is left out: name its folder by --data DIR.\n`)
  return null
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
