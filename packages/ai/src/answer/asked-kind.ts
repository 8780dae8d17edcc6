import { fold } from '../text/fold.ts'
import { factsIn } from './facts.ts'

/** What a question wants to be told: an amount, or a time that something takes. */
export type AskedKind = 'price' | 'duration'

// Folded.
const HOW_LONG = [
  'how (?:long|much time)(?: (?:does|do|will|is))?',
  'cuanto (?:tiempo|(?:se )?(?:dura|tarda|demora)\\w*)',
  'quanto (?:tempo|(?:dura|demora|leva)\\w*)',
]
const HOW_MUCH = [
  'how much (?:is|are|does|do|would|will)|(?:the )?(?:price|cost|fee)s?',
  'cuanto (?:me )?(?:sale|cuesta|vale|cobra|sald|costar|valdr)\\w*|(?:precio|costo|coste|tarifa)s?',
  'quanto (?:custa|vale|cobra|sai)\\w*|(?:preco|custo)s?',
]
const ASKS: readonly [AskedKind, RegExp][] = [
  ['duration', worded(HOW_LONG)],
  ['price', worded(HOW_MUCH)],
]

const TELLS: Record<AskedKind, RegExp> = {
  price: worded([
    'free|gratis|gratuit\\w*|grat\\w{2}s|depend\\w*|includ\\w*|inclu[iy]\\w*|charg\\w*|quote|fee\\w*',
    '(?:sin|sem) (?:cargo|costo|custo)|bonificad\\w*|presupuest\\w*|orcament\\w*|cotiz\\w*|cobr\\w*',
    'pric\\w*|cost\\w*|precio\\w*|preco\\w*|cuesta\\w*|custa\\w*|tarifa\\w*',
  ]),
  duration: worded([
    'minut\\w*|hours?|days?|weeks?|months?|years?|always|forever|permanent\\w*|immediate\\w*|today|tomorrow',
    'horas?|dias?|semanas?|mes(?:es)?|anos?|siempre|inmediat\\w*|hoy|manana|depend\\w*',
    'sempre|imediat\\w*|hoje|amanha|indefinid\\w*',
  ]),
}
/** Whether a number of this unit may be of the kind. */
const COUNTS: Record<AskedKind, (unit: string | null) => boolean> = {
  price: (unit) => unit === null || unit === 'price',
  duration: (unit) => unit !== 'price' && unit !== 'percent',
}

/** Null: it asks for something else. */
export function askedKind(question: string): AskedKind | null {
  return ASKS.find(([, asks]) => asks.test(fold(question)))?.[0] ?? null
}

/** Whether a text tells anything of a kind; a number that counts nothing may be of either. */
export function tellsKind(kind: AskedKind, text: string, language: string): boolean {
  if (TELLS[kind].test(fold(text))) return true
  const { numbers, longNumbers } = factsIn(text, language)
  const units = numbers.flatMap(({ readings }) => readings.map(({ unit }) => unit))
  return units.some(COUNTS[kind]) || (kind === 'price' && longNumbers.length > 0)
}

function worded(words: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\d])(?:${words.join('|')})(?![\p{L}\d])`, 'u')
}
