/**
 * Interrupts of those that wait for a called run. Their words travel with the call, so the process of the
 * called run finds them by itself; what is done about one happens where it was declared.
 */
import type { InboxMessage, OuterInterrupt, OuterInterrupts } from '@hilo/protocol'
import { type Interrupts, matchInterrupt, type Pattern } from './interrupts.ts'

/** `outwards`: 1 is the run that called, 2 the one that called that; without it the run itself. */
export type Match = { readonly name: string; readonly outwards?: number }

/** The interrupt that a message is: of the run itself first, then outwards. */
export function matchOutwards(
  own: Interrupts<never, never>,
  outer: OuterInterrupts,
  message: InboxMessage,
): Match | undefined {
  const name = matchInterrupt(own, message)
  if (name !== undefined) return { name }
  for (const [index, words] of outer.entries()) {
    const name = matchInterrupt(toInterrupts(words), message)
    if (name !== undefined) return { name, outwards: index + 1 }
  }
  return undefined
}

/** What a call carries: the words of the one that calls, before those that it listens for itself. */
export function toOuter(own: Interrupts<never, never>, outer: OuterInterrupts): OuterInterrupts {
  const words = Object.entries(own).map(([name, declared]): OuterInterrupt => {
    const match = declared === true ? undefined : declared.match
    return match ? { name, match: match.map(toWord) } : { name }
  })
  const levels = [words, ...outer]
  return levels.some((level) => level.length > 0) ? levels : []
}

function toWord(pattern: Pattern) {
  if (typeof pattern === 'string') return pattern
  return { source: pattern.source, flags: pattern.flags }
}

function toInterrupts(words: readonly OuterInterrupt[]): Interrupts<never, never> {
  return Object.fromEntries(
    words.map(({ name, match }) => [name, match ? { match: match.flatMap(toPatterns) } : (true as const)]),
  )
}

type Word = NonNullable<OuterInterrupt['match']>[number]

function toPatterns(word: Word): Pattern[] {
  if (typeof word === 'string') return [word]
  try {
    return [new RegExp(word.source, word.flags)]
  } catch {
    // Of another engine, or made up: nothing is heard by it, and the others still are.
    return []
  }
}
