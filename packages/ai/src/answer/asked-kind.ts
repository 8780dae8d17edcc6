import { DURATION } from '../rank/told/duration.ts'
import type { Kind } from '../rank/told/kind.ts'
import { PRICE_TOLD } from '../rank/told/price.ts'
import { fold } from '../text/fold.ts'
import { factsIn } from './facts.ts'

/** What a question wants to be told: an amount, or a time that something takes. */
export type AskedKind = 'price' | 'duration'

const ASKS: readonly [AskedKind, Kind][] = [
  ['duration', DURATION],
  ['price', PRICE_TOLD],
]

const TELLS: Record<AskedKind, RegExp> = {
  price: worded([
    'free|gratis|gratuit\\w*|depend\\w*|includ\\w*|inclu[iy]\\w*|charg\\w*|quote|fee\\w*',
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
  const asks = ({ asks: byLanguage }: Kind) => Object.values(byLanguage).some(({ how }) => how.test(question))
  return ASKS.find(([, kind]) => asks(kind))?.[0] ?? null
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
