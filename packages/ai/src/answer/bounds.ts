import { fold } from '../text/fold.ts'

/** On which side of a number something holds: "after 6 pm", "up to 8 kg". */
export type Bound = 'from' | 'to' | null

const FROM =
  /(?:\b(?:after|over|above|more than|from|at least|min|minimum(?: of)?|exceeding|starting at|beyond|desde|despues de|mas de|por encima de|superior(?:es)? a|a partir de|al menos|minimo(?: de)?|depois d[aeo]s?|apos|mais de|acima de|pelo menos|no minimo|passando de)|>|≥)\s?(?:las?|los?|el|as?|os?|the|un total de)?\s?$/
const TO =
  /(?:\b(?:until|till|up to|before|by|under|below|less than|max|maximum(?: of)?|at most|no more than|within|hasta|antes de|menos de|por debajo de|inferior(?:es)? a|como maximo|maximo(?: de)?|dentro de|ate|antes d[aeo]s?|abaixo de|no maximo|em ate)|<|≤)\s?(?:las?|los?|el|as?|os?|the|un total de)?\s?$/
const PER =
  /^\s?(?:\/|(?:per|por cada|por|a cada|each|al|ao|a|an|every|cada)\s)\s?(?:las?|los?|el|the|o)?\s?(?<what>\p{L}{2,})/u
const REACH = 40

/** What stands before a number says from where on, or up to where, it holds. */
export function boundBefore(text: string, at: number): Bound {
  const before = fold(text.slice(Math.max(0, at - REACH), at))
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N}><≥≤\s]+\s?$/u, '')
  // "From 9 to 18" has both: they are its ends, and no sides.
  if (TO.test(before)) return 'to'
  return FROM.test(before) ? 'from' : null
}

/** What a number is for each of: "12 € per day". */
export function perAfter(text: string, at: number): string | null {
  return PER.exec(fold(text.slice(at, at + REACH)))?.groups?.what ?? null
}
