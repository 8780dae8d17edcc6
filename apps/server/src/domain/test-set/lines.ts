/**
 * Several texts as the lines of a cell. One that is more than a line is written as JSON writes a text, and
 * only such a one is read so: what somebody said in quotes stays in quotes.
 */

export function joinLines(texts: readonly string[]): string {
  return texts.map((text) => (isLong(text) ? JSON.stringify(text) : text)).join('\n')
}

/** The texts of a cell; empty lines are none. */
export function linesOf(cell: string): string[] {
  return cell
    .split('\n')
    .map((line) => readLine(line.trim()))
    .filter(Boolean)
}

function readLine(line: string): string {
  if (!line.startsWith('"')) return line
  try {
    const text: unknown = JSON.parse(line)
    return typeof text === 'string' && isLong(text) ? text : line
  } catch {
    return line
  }
}

function isLong(text: string): boolean {
  return /[\r\n]/.test(text)
}
