import { fold } from '../text/fold.ts'

// Folded.
const GREETINGS = [
  ...[
    'hi',
    'hello',
    'hey',
    'hiya',
    'good (?:morning|afternoon|evening|day)',
    'hola+',
    'buen[oa]s',
    'buen dia',
  ],
  ...['ola', 'oi', 'bom dia', 'boa (?:tarde|noite)'],
]
const BESIDE = [
  ...[
    'there',
    'all',
    'team',
    'everyone',
    'how are you',
    'dias',
    'tardes',
    'noches',
    'que tal',
    'como estas?',
  ],
  ...['a todos', 'tudo bem'],
]
const GAP = String.raw`(?![\p{L}\p{N}])[^\p{L}\p{N}]*`
const GREETING = new RegExp(
  String.raw`^[^\p{L}\p{N}]*(?:(?:${GREETINGS.join('|')})${GAP}(?:(?:${BESIDE.join('|')})${GAP})*)+`,
  'u',
)
const KIND = /(?<![\p{L}\p{N}])(?:please|thanks|thank you|por favor|gracias|obrigad[oa])(?![\p{L}\p{N}])/giu

/**
 * The part of a message that asks: without the greeting before it and what is said to be kind, which no
 * article is about. A message of nothing else is left as it is.
 */
export function askingPart(text: string): string {
  const plain = text.normalize('NFC')
  const folded = fold(plain)
  // Signs that folding makes longer would move the place.
  const start = folded.length === plain.length ? (GREETING.exec(folded)?.[0].length ?? 0) : 0
  const rest = plain
    .slice(start)
    .replace(KIND, ' ')
    .replace(/[\s,]+(?=[?!])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(rest)) return text
  // The sign may stand before the greeting, or be taken for the end of it.
  return /¿[^?]*$/u.test(plain.slice(0, start)) && rest.includes('?') ? `¿${rest}` : rest
}
