import { termsOf } from '../text/terms.ts'
import { alikeIn } from './alike.ts'
import { factsIn } from './facts.ts'
import { withFigures } from './number-words.ts'

/** What the sources of an answer say, in terms of its language, and how rare each term is. */
export type KnownTerms = {
  readonly language: string
  readonly said: ReadonlySet<string>
  readonly worth: (term: string) => number
  /** Sources in another language alone say nothing that words could be compared with. */
  readonly isComparable: boolean
}

type Text = { readonly text: string; readonly language: string }

const SHARE_MIN = 0.3
// What is said to be kind, and states nothing.
const COURTESY: Readonly<Record<string, string>> = {
  en: `hello hi thanks thank you please glad happy help sure welcome sorry course hope day nice great
    further question
    questions let know anything else need yes no according information found article see more details answer
    here`,
  es: `hola gracias por favor gusto ayudar ayuda ayudarte ayudarle claro bienvenido perdon disculpa espero
    dia buen
    buenos buenas consulta consultas pregunta duda dudas avisame necesitas algo mas si no segun informacion
    articulo encontre detalles ver respuesta aqui saludos`,
  pt: `ola oi obrigado obrigada por favor prazer ajudar ajuda ajudo claro bem-vindo desculpe espero dia bom
    boa duvida
    duvidas pergunta avise precisa algo mais sim nao segundo informacao artigo encontrei detalhes ver
    resposta aqui`,
}

const COURTEOUS = new Map(
  Object.entries(COURTESY).map(([language, words]) => [language, new Set(termsOf(words, language))]),
)

export function knownTermsOf(
  language: string,
  { sources, all }: { sources: readonly Text[]; all: readonly Text[] },
): KnownTerms {
  const alike = sources.filter((source) => source.language === language)
  const texts = all.map(({ text }) => new Set(sensesOf(text, language)))
  const worth = (term: string) => {
    const count = texts.filter((terms) => terms.has(term)).length
    return Math.log(1 + (texts.length + 1) / (count + 0.5))
  }
  return {
    ...{ language, worth },
    said: new Set(sources.flatMap(({ text }) => sensesOf(text, language))),
    isComparable: alike.length > 0,
  }
}

/**
 * Whether the sources have enough of the words of a sentence, the rare ones counting more. A question states
 * nothing, nor does courtesy.
 */
export function isCovered(sentence: string, known: KnownTerms): boolean {
  const { numbers, dates, urls, weekdays, longNumbers } = factsIn(sentence, known.language)
  const isMeasured = numbers.some(({ readings }) => readings.some(({ unit }) => unit !== null))
  // What it says is in its figures, which are compared: the rest is how it is put.
  const count = dates.length + urls.length + weekdays.size + longNumbers.length
  return isMeasured || count > 0 || coverOf(sentence, known) >= SHARE_MIN
}

/** How much of a sentence its sources have, from 0 to 1. Its figures are compared by what they mean. */
function coverOf(sentence: string, { language, said, worth, isComparable }: KnownTerms): number {
  if (!isComparable || /\?["'”»)\s]*$/.test(sentence)) return 1
  const { isFree } = alikeIn(language)
  const words = termsOf(withFigures(sentence, language), language)
  const terms = words.filter((term) => !isCourtesy(term, language) && !isFree(term) && !/^\d+$/.test(term))
  const senses = [...new Set(terms.map(alikeIn(language).sense))]
  const sum = (some: readonly string[]) => some.reduce((total, term) => total + worth(term), 0)
  const whole = sum(senses)
  return whole === 0 ? 1 : sum(senses.filter((term) => said.has(term))) / whole
}

/** Whether a term is said to be kind. */
export function isCourtesy(term: string, language: string): boolean {
  return COURTEOUS.get(language)?.has(term) ?? false
}

function sensesOf(text: string, language: string): string[] {
  return termsOf(text, language).map(alikeIn(language).sense)
}
