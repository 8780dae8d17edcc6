import type { Call, Options } from '../command.ts'
import { printable } from '../printable.ts'

/** Prints a result: as JSON for programs, else in words, without what would command the terminal. */
export function print(
  { values, terminal }: Pick<Call<Options>, 'values' | 'terminal'>,
  value: unknown,
  words: string,
): void {
  terminal.stdout.write(values.json ? `${JSON.stringify(value)}\n` : printable(words).replace(/\n?$/, '\n'))
}

/** Rows under their titles, one a line, each column as wide as its widest cell. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [titles, ...rows].map((row) => row.map((cell) => printable(cell).replaceAll(/\s+/g, ' ')))
  const widths = titles.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return all.map(line).join('\n')
}

/** A moment as people read it, in UTC. */
export function momentOf(iso: string | null): string {
  return iso === null ? '' : `${iso.slice(0, 16).replace('T', ' ')}`
}
