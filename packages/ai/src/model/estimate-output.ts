import { estimateTokens } from './estimate-tokens.ts'

/**
 * The output of an answer as far as it came, read from the stream itself: what a reader of the stream loses
 * when it breaks was written all the same, and is billed.
 */

type Event = Record<string, unknown>

/** Of the events of chat completions or responses; of lines that cannot be read nothing is counted. */
export function estimateOutput(stream: string): number {
  const pieces = stream
    .split('\n')
    .flatMap((line) => (line.startsWith('data: {') ? piecesOf(line.slice(6)) : []))
  const streams = Object.groupBy(pieces, ({ of }) => of)
  const texts = Object.values(streams).map((parts = []) => parts.map(({ text }) => text).join(''))
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0)
}

/** A part of something that is written bit by bit; parts of one thing are counted together. */
type Piece = { of: string; text: string }

function piecesOf(json: string): Piece[] {
  try {
    const event = JSON.parse(json) as Event
    return event.type === undefined ? chatPieces(event) : responsePieces(event)
  } catch {
    return []
  }
}

function chatPieces({ choices }: Event): Piece[] {
  const [choice] = Array.isArray(choices) ? (choices as Event[]) : []
  const delta = (choice?.delta ?? {}) as Event
  const calls = Array.isArray(delta.tool_calls) ? (delta.tool_calls as Event[]) : []
  return [
    ...piece('text', delta.content),
    ...piece('text', delta.refusal),
    ...piece('reasoning', delta.reasoning_content ?? delta.reasoning),
    ...calls.flatMap(({ index, function: called }) => {
      const { name, arguments: given } = (called ?? {}) as Event
      return [...piece(`name ${index}`, name), ...piece(`arguments ${index}`, given)]
    }),
  ]
}

const DELTAS: Record<string, string> = {
  'response.output_text.delta': 'text',
  'response.refusal.delta': 'text',
  'response.reasoning_summary_text.delta': 'reasoning',
  'response.function_call_arguments.delta': 'arguments',
}

function responsePieces({ type, delta, item, output_index: index }: Event): Piece[] {
  const of = DELTAS[String(type)]
  if (of !== undefined) return piece(`${of} ${index}`, delta)
  if (type !== 'response.output_item.added') return []
  return piece(`name ${index}`, (item as Event | undefined)?.name)
}

function piece(of: string, text: unknown): Piece[] {
  return typeof text === 'string' ? [{ of, text }] : []
}
