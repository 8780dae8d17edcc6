import type { OuterInterrupt, OuterInterrupts, OuterWord, Wait } from '@hilo/protocol'
import { type Fields, integer, NAME_MAX, objectOf, sizeOf, TEXT_MAX, text, wrong } from './check-field.ts'

const OUTER_MAX = 32 * 1024
const HANDLED_MAX = 1_000

type CallWait = Extract<Wait, { kind: 'call' }>

/** What a wait for another backend carries besides its input. */
export function checkCarried({
  outer,
  handled,
  returns,
}: Fields): Pick<CallWait, 'outer' | 'handled' | 'returns'> {
  return {
    ...(outer === undefined ? {} : { outer: checkOuter(outer) }),
    ...(handled === undefined ? {} : { handled: listOf(handled, HANDLED_MAX).map(checkSeq) }),
    ...(returns === undefined ? {} : { returns: integer(returns, 'wait.returns') }),
  }
}

/** The word because of which a called run was cancelled. */
export function checkWord(word: Fields): OuterWord {
  return {
    name: text(word.name, NAME_MAX),
    heard: text(word.heard, TEXT_MAX),
    messageId: text(word.messageId, NAME_MAX),
    seq: integer(word.seq, 'interrupt.seq'),
    outwards: integer(word.outwards, 'interrupt.outwards'),
  }
}

function checkOuter(outer: unknown): OuterInterrupts {
  if (sizeOf(outer) > OUTER_MAX) throw wrong('wait.outer: it is too large')
  return listOf(outer, NAME_MAX).map((words) => listOf(words, TEXT_MAX).map(checkInterrupt))
}

function checkInterrupt(value: unknown): OuterInterrupt {
  const { name, match } = objectOf(value, 'wait.outer')
  const interrupt = { name: text(name, NAME_MAX) }
  return match === undefined ? interrupt : { ...interrupt, match: listOf(match, TEXT_MAX).map(checkPattern) }
}

function checkPattern(value: unknown) {
  if (typeof value === 'string') return text(value, TEXT_MAX)
  const { source, flags } = objectOf(value, 'wait.outer')
  return { source: text(source, TEXT_MAX), flags: text(flags, NAME_MAX) }
}

function checkSeq(value: unknown): number {
  return integer(value, 'wait.handled')
}

function listOf(value: unknown, max: number): unknown[] {
  if (!Array.isArray(value) || value.length > max) throw wrong('list in wait')
  return value
}
