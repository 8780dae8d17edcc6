import { textLanguage } from '../text/language.ts'
import { termsOf } from '../text/terms.ts'

/** How one asks for how long something takes, and the words of that which no answer has to repeat. */
const ASKS = {
  en: {
    how: /(?<!\p{L})how\s+(?:long|soon|fast|quickly)(?!\p{L})/iu,
    words: 'long soon fast quickly take takes',
  },
  es: {
    how: /(?<!\p{L})cu[aá]nto\s+(?:tiempo|(?:se\s+)?(?:tard|demor)\p{L}*)(?!\p{L})/iu,
    words: 'tiempo tarda tardan tardaría demora demoran demorar tardar',
  },
  pt: {
    how: /(?<!\p{L})quanto\s+(?:tempo|(?:demor|lev)\p{L}*)(?!\p{L})/iu,
    words: 'tempo demora demoram demorar leva levam',
  },
}
const WORDS = {
  en: termsIn(ASKS.en.words, 'en'),
  es: termsIn(ASKS.es.words, 'es'),
  pt: termsIn(ASKS.pt.words, 'pt'),
}

const TIMES = new Set([
  ...termsIn('minute minutes hour hours day days week weeks month months', 'en'),
  ...termsIn('minuto minutos hora horas día días semana semanas mes meses', 'es'),
  ...termsIn('minuto minutos hora horas dia dias semana semanas mês meses', 'pt'),
])
const COUNTS = new Set([
  ...termsIn('one two three four five six seven ten next same', 'en'),
  ...termsIn('un una dos tres cuatro cinco seis siete diez próximo siguiente mismo', 'es'),
  ...termsIn('um uma dois duas três quatro cinco seis sete dez próximo seguinte mesmo', 'pt'),
])

/** The terms of a question that a time tells without repeating them: of "how long does it take" all of them. */
export function toldByTime(question: string, languageTag: string): ReadonlySet<string> {
  const language = textLanguage(languageTag)
  return language !== null && ASKS[language].how.test(question) ? WORDS[language] : NONE
}

const NONE: ReadonlySet<string> = new Set()

/** Whether what has these terms tells how long something takes: "3 days". */
export function tellsTime(terms: ReadonlySet<string>): boolean {
  const has = (some: ReadonlySet<string>) => [...some].some((term) => terms.has(term))
  return has(TIMES) && (has(COUNTS) || [...terms].some((term) => /^\d+$/.test(term)))
}

function termsIn(words: string, language: string): ReadonlySet<string> {
  return new Set(termsOf(words, language))
}
