import type { ExpectedCall, StandIn } from '@hilo/protocol'
import type { Said } from '../issue/rule-words.ts'

/**
 * What a case has of tools, as lines of a cell: `order_status done {"state": "late"}` for what one answers,
 * `refund {"order_id": "7"}` for a call. A word that would be more than one, and a result that would be more
 * than a line, is written as JSON writes a text.
 */

const WORD = /^("(?:[^"\\]|\\.)*"|[^\s"]\S*)\s*/
const NEEDS_QUOTES = /[\s"]/
const OUTCOMES: readonly string[] = ['done', 'refused', 'failed'] satisfies StandIn['outcome'][]

/** What a line has to be, said to whoever wrote another. */
export const STAND_IN_LINES: Said = [
  'each line must be a tool, what it does (done, refused or failed), and what it says, such as: ' +
    'order_status done {"state": "late"}.',
  'cada línea tiene que ser una herramienta, qué hace (done, refused o failed) y qué dice, por ejemplo: ' +
    'order_status done {"state": "late"}.',
]
export const CALL_LINES: Said = [
  'each line must be a tool, and as JSON the words that its input has to have, such as: ' +
    'refund {"order_id": "7"}.',
  'cada línea tiene que ser una herramienta y, como JSON, las palabras que debe recibir, por ejemplo: ' +
    'refund {"order_id": "7"}.',
]
export const TOOL_LINES: Said = ['each line must be a tool.', 'cada línea tiene que ser una herramienta.']

export function standInLine({ tool, outcome, result }: StandIn): string {
  const isPlain = !/[\r\n]/.test(result) && !result.startsWith('"')
  return [toolLine(tool), outcome, isPlain ? result : JSON.stringify(result)].join(' ').trim()
}

/** Null: it is no such line. */
export function readStandIn(line: string): StandIn | null {
  const { tool, rest } = wordIn(line) ?? {}
  const [outcome = ''] = /^\S*/.exec(rest ?? '') ?? []
  if (tool === undefined || rest === undefined || !OUTCOMES.includes(outcome)) return null
  const said = rest.slice(outcome.length).trim()
  const result = said.startsWith('"') ? jsonOf(said) : said
  return typeof result === 'string' ? { tool, outcome: outcome as StandIn['outcome'], result } : null
}

export function callLine({ tool, input }: ExpectedCall): string {
  return Object.keys(input).length === 0 ? toolLine(tool) : `${toolLine(tool)} ${JSON.stringify(input)}`
}

/** Null: it is no such line. */
export function readCall(line: string): { tool: string; input: object } | null {
  const { tool, rest } = wordIn(line) ?? {}
  if (tool === undefined || rest === undefined) return null
  const input = rest === '' ? {} : jsonOf(rest)
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { tool, input } : null
}

export function toolLine(tool: string): string {
  return NEEDS_QUOTES.test(tool) ? JSON.stringify(tool) : tool
}

/** Null: it is no such line. */
export function readTool(line: string): string | null {
  const { tool, rest } = wordIn(line) ?? {}
  return tool !== undefined && rest === '' ? tool : null
}

function wordIn(line: string): { tool: string; rest: string } | null {
  const [all, word] = WORD.exec(line) ?? []
  if (all === undefined || word === undefined) return null
  const tool = word.startsWith('"') ? jsonOf(word) : word
  return typeof tool === 'string' ? { tool, rest: line.slice(all.length) } : null
}

/** Undefined: it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
