/** The few words of three languages by which texts are edited where no model is. */

export type Tongue = 'en' | 'es' | 'pt'

type Words = {
  /** Adds nothing where it is left out. */
  fillers: readonly string[]
  greeting: RegExp
  hello: string
  closing: string
  slips: Readonly<Record<string, string>>
  asked: string
  told: string
  waits: string
  answered: string
}

export const WORDS: Record<Tongue, Words> = {
  en: {
    fillers: [
      'please note that',
      'in order to let you know',
      'actually',
      'basically',
      'really',
      'very',
      'just',
    ],
    greeting: /^\W*(hi|hello|hey|good (morning|afternoon|evening))\b/i,
    hello: 'Hi!',
    closing: 'I am glad to help with anything else.',
    slips: { i: 'I', dont: "don't", cant: "can't", im: "I'm", teh: 'the', recieve: 'receive', thx: 'thanks' },
    asked: 'The contact wrote',
    told: 'They were told last',
    waits: 'They wait for an answer.',
    answered: 'Until then they had not written again.',
  },
  es: {
    fillers: ['la verdad es que', 'en realidad', 'básicamente', 'realmente', 'muy', 'simplemente'],
    greeting: /^\W*(hola|buen[oa]s|buen día)(?!\p{L})/iu,
    hello: '¡Hola!',
    closing: 'Estamos para lo que necesites.',
    slips: { q: 'que', xq: 'porque', tambien: 'también', dia: 'día', gracas: 'gracias', estan: 'están' },
    asked: 'El contacto escribió',
    told: 'Lo último que se le dijo',
    waits: 'Espera una respuesta.',
    answered: 'Hasta entonces no volvió a escribir.',
  },
  pt: {
    fillers: ['na verdade', 'basicamente', 'realmente', 'muito', 'simplesmente'],
    greeting: /^\W*(oi|olá|bom dia|boa (tarde|noite))(?!\p{L})/iu,
    hello: 'Olá!',
    closing: 'Estamos à disposição.',
    slips: { vc: 'você', tb: 'também', nao: 'não', voce: 'você' },
    asked: 'O contato escreveu',
    told: 'O que lhe foi dito por último',
    waits: 'Espera uma resposta.',
    answered: 'Até então não escreveu mais.',
  },
}

const NAMES: Readonly<Record<string, Tongue>> = { English: 'en', Spanish: 'es', Portuguese: 'pt' }

/** English where it is none of the three. */
export function nameOfLanguage(name: string): Tongue {
  return NAMES[name] ?? 'en'
}

const SIGNS: Record<Exclude<Tongue, 'en'>, RegExp> = {
  es: /[¿¡ñ]|(?<!\p{L})(el|los|las|que|para|por|hola|gracias|una|está)(?!\p{L})/giu,
  pt: /[ãõç]|(?<!\p{L})(o|os|as|que|para|por|você|obrigad[oa]|uma|não|olá)(?!\p{L})/giu,
}

/** By the small words that only one of them has. */
export function tongueOf(text: string): Tongue {
  const [es, pt] = [text.match(SIGNS.es)?.length ?? 0, text.match(SIGNS.pt)?.length ?? 0]
  if (es === 0 && pt === 0) return 'en'
  return pt > es ? 'pt' : 'es'
}

/** Each line: the same in English, Spanish and Portuguese. */
const PHRASES: readonly (readonly [string, string, string])[] = [
  ['good morning', 'buenos días', 'bom dia'],
  ['hello', 'hola', 'olá'],
  ['thank you', 'gracias', 'obrigado'],
  ['please', 'por favor', 'por favor'],
  ['do you have', 'tienen', 'vocês têm'],
  ['how much', 'cuánto', 'quanto'],
  ['when', 'cuándo', 'quando'],
  ['where', 'dónde', 'onde'],
  ['yes', 'sí', 'sim'],
  ['we deliver', 'entregamos', 'entregamos'],
  ['we open', 'abrimos', 'abrimos'],
  ['table', 'mesa', 'mesa'],
  ['booking', 'reserva', 'reserva'],
  ['price', 'precio', 'preço'],
  ['order', 'pedido', 'pedido'],
  ['today', 'hoy', 'hoje'],
  ['tomorrow', 'mañana', 'amanhã'],
  ['monday', 'lunes', 'segunda-feira'],
  ['from', 'desde', 'desde'],
  ['every day', 'todos los días', 'todos os dias'],
  ['people', 'personas', 'pessoas'],
  ['for', 'para', 'para'],
  ['with', 'con', 'com'],
  ['and', 'y', 'e'],
]
const ORDER: readonly Tongue[] = ['en', 'es', 'pt']

/** What becomes of which words in a language; null where it is none of the three. */
export function phrasesOf(language: string): Readonly<Record<string, string>> | null {
  const into = NAMES[language]
  if (!into) return null
  const target = ORDER.indexOf(into)
  const pairs = PHRASES.flatMap((line) => {
    const others = line.filter((_, at) => at !== target)
    return others.map((other) => [other, line[target] ?? other] as const)
  })
  return Object.fromEntries(pairs)
}
