import { fold } from '../text/fold.ts'

/**
 * What a message says that asks nothing: a greeting, thanks, that something was understood, or that an answer
 * did not help.
 */
export type SmallTalk = 'greeting' | 'thanks' | 'understood' | 'unhappy'

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** The words that make a message what it is, folded, and those that may stand beside them. */
const GREETS = setOf(
  'hi hello hey hiya howdy hola holaa buenas buenos buen ola oi oie morning afternoon evening bom boa',
)
const THANKS = setOf(`
  thanks thank thx ty gracias obrigado obrigada brigado valeu perfect perfecto perfeito great genial
  excelente excellent otimo awesome barbaro buenisimo joya helps helped worked sirvio ayudo funciono
  ajudou funcionou resolvido resuelto solved`)
const UNDERSTOOD = setOf(`
  ok okay okey oki k vale dale listo bien bueno entendido entiendo understood got alright fine sure
  claro si yes no beleza certo entendi bom tranquilo`)
/** Thanks that decline what was offered: "no, thanks". */
const DECLINES = setOf('no nao nope')
const FILLER = setOf(`
  there all team everyone good dia dias tardes noches tarde noite you so much very muchas muchisimas
  mil muito that it me isso a y e and por for todo todos tudo de el la lo o los que tal como esta
  estas ta are how do va vai bem bien mas is was un una`)

// Of the words above those that are of one language.
const TELLING = {
  en: setOf(
    'hi hello hey hiya howdy thanks thank thx ty morning afternoon evening great helped worked solved',
  ),
  es: setOf(
    'hola holaa buenas buenos gracias perfecto genial dale vale barbaro sirvio ayudo funciono resuelto',
  ),
  pt: setOf(
    'ola oi oie bom boa obrigado obrigada brigado valeu perfeito otimo beleza ajudou funcionou resolvido',
  ),
}

const BEGINS = '(?:^|[.,;!] ?)'
const ITSELF_EN = '(?:this|that|it|you|(?:this|the) bot|(?:your|the|this|that) (?:answer|reply|help))'
const ITSELF_ES = '(?:eso|esto|este bot|(?:tu|la|esta|esa) (?:respuesta|ayuda))'
// Said of an answer; folded.
const UNHAPPY = [
  /\b(?:that|this|it)(?: (?:does|did|has|is|was) ?n[o']?t|'?s not)(?: really)? (?:help|work|what i|useful|right)/,
  /\b(?:doesn'?t|didn'?t|not) (?:help|helpful|what i (?:asked|meant|need)|useful)/,
  /\b(?:wrong answer|that'?s wrong|that is wrong|you (?:do not|don'?t) understand)/,
  // Of the answer, or of nothing that is named: an app that is useless is what they write about.
  new RegExp(`${BEGINS}(?:but )?(?:${ITSELF_EN}(?:'s| is| are| was|'re)? )?(?:\\w+ly |so |just )?useless`),
  new RegExp(`${BEGINS}(?:pero )?(?:${ITSELF_ES} )?no (?:sirve|ayuda) (?:de|para) nada`),
  /\bno me (?:sirve|sirvio|ayuda|ayudo)|\bno (?:era|es) (?:eso|lo que)/,
  /\bno (?:me )?(?:entendiste|entendes|entiendes)|\brespuesta (?:mala|incorrecta)|\beso (?:no es|esta mal)/,
  /\bnao (?:ajudou|ajuda|adiantou|serve|serviu|e isso|era isso|foi isso)|\bvoce nao entendeu/,
  /\bresposta errada|\b(?:isso )?esta errad[oa]/,
]
/** What one is thanked for, which asks nothing; folded. */
const THANKED_FOR = new RegExp(
  '\\b(thanks|thank you|thx|gracias|obrigad[oa]|valeu) (?:for|por|pel[oa]s?) ' +
    '(?:(?:the|your|all|la|el|los|las|tu|su|toda|a|as|sua|toda) )*' +
    '(?:info|informacion|information|informacao|ayuda|ajuda|help|respuesta|resposta|answer|reply' +
    '|datos?|time|tiempo|tempo|atencion|atencao|aclaracion)(?![\\p{L}\\p{N}])',
  'gu',
)
const WORDS_MAX = 8
const UNHAPPY_WORDS_MAX = 14

/** Null for whatever may be a question. */
export function smallTalkIn(text: string): SmallTalk | null {
  const words = wordsOf(fold(text).replaceAll(THANKED_FOR, '$1'))
  if (words.length === 0) return thumbIn(text)
  const isQuestion = text.includes('?')
  if (!isQuestion && words.length <= UNHAPPY_WORDS_MAX && UNHAPPY.some((one) => one.test(fold(text))))
    return 'unhappy'
  if (words.length > WORDS_MAX) return null
  const isMadeOf = (...sets: ReadonlySet<string>[]) =>
    words.every((word) => FILLER.has(word) || sets.some((set) => set.has(word)))
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word))
  if (!isQuestion && has(THANKS) && isMadeOf(THANKS, UNDERSTOOD, GREETS))
    return has(DECLINES) ? 'understood' : 'thanks'
  // "Hello, how are you?" too.
  if (has(GREETS) && isMadeOf(GREETS)) return 'greeting'
  return !isQuestion && has(UNDERSTOOD) && isMadeOf(UNDERSTOOD) ? 'understood' : null
}

/** The language of a greeting or of thanks, which are too short for a detector; null where no word tells. */
export function languageOfTalk(text: string): 'en' | 'es' | 'pt' | null {
  const words = wordsOf(text)
  const [language] = (['es', 'pt', 'en'] as const).filter((one) =>
    words.some((word) => TELLING[one].has(word)),
  )
  return language ?? null
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

function thumbIn(text: string): SmallTalk | null {
  if (text.includes('👎')) return 'unhappy'
  return /[👍🙏🙌👏❤]/u.test(text) ? 'thanks' : null
}
