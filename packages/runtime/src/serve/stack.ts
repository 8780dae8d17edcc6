import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** How the runtime's own files are called in the map: their lines are no help to an author. */
export const OURS_MARK = 'hilo:'
const FRAME = /\(?([^\s()]+\.cjs):(\d+):(\d+)\)?/

let map: SourceMap | null | undefined

/**
 * A stack in the lines of the author's files. The map is read at the first error: reading it costs a cold
 * start.
 */
export function mapStack(stack: string | undefined): string | undefined {
  const source = stack && sourceMap()
  if (!source) return stack
  return stack
    .split('\n')
    .map((line) => {
      const [whole, , row, column] = FRAME.exec(line) ?? []
      const origin = whole === undefined ? undefined : originOf(source, Number(row), Number(column))
      return whole === undefined || origin === undefined ? line : line.replace(whole, origin)
    })
    .filter((line) => !line.includes('(node:internal') && !line.includes(OURS_MARK))
    .join('\n')
}

function originOf(source: SourceMap, row: number, column: number): string | undefined {
  const origin = source.findEntry(row - 1, column - 1)
  return 'originalSource' in origin
    ? `(${origin.originalSource}:${origin.originalLine + 1}:${origin.originalColumn + 1})`
    : undefined
}

function sourceMap(): SourceMap | null {
  if (map === undefined) {
    try {
      map = new SourceMap(JSON.parse(readFileSync(`${process.argv[1]}.map`, 'utf8')))
    } catch {
      // Without a map the stack is shown as it is.
      map = null
    }
  }
  return map
}
