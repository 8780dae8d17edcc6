import { featuresOf } from './features.ts'
import weights from './weights.json' with { type: 'json' }

export type PersonRequest = {
  /** Whether the contact asks for a person. */
  readonly asks: boolean
  /** How sure that is, from 0 to 1. */
  readonly score: number
}

// Whoever only mentions people loses a quick answer; on messages that nobody had trained on, a little above
// the middle was where both kinds of mistakes were rare.
const THRESHOLD = 0.6
// A long message asks in one of its sentences. Of a word or two the context is all that is known.
const SENTENCE_WORDS_MIN = 4
const SENTENCES_MAX = 20

// In Spanish the word for the management is also that for an address, and whoever writes it alone wants that.
const ADDRESS = /^\P{L}*direcci[oó]n(?:es)?\P{L}*$/iu

const TABLE = new Map(weights.features.split('\n').map(entryOf))

/**
 * Whether a message asks for a person instead of a machine, in English, Spanish or Portuguese.
 *
 * It is asked before any model and no instruction can overrule it, so a contact who wants a person gets one.
 */
export function asksForPerson(text: string): PersonRequest {
  const sentences = text
    .slice(0, 4_000)
    .split(/[.!?;\n]+/)
    .filter((sentence) => sentence.trim().split(/\s+/).length >= SENTENCE_WORDS_MIN)
  const parts = [text, ...sentences.slice(0, SENTENCES_MAX)]
  if (ADDRESS.test(text)) return { asks: false, score: 0 }
  const score = Math.max(...parts.map(scoreOf))
  return { asks: score >= THRESHOLD, score }
}

function scoreOf(text: string): number {
  const names = featuresOf(text)
  if (names.length === 0) return 0
  const sum = names.reduce((total, name) => total + (TABLE.get(name) ?? 0), weights.bias)
  return 1 / (1 + Math.exp(-sum / weights.scale))
}

function entryOf(line: string): [string, number] {
  const end = line.lastIndexOf('\t')
  return [line.slice(0, end), Number(line.slice(end + 1))]
}
