import { fold } from '../text/fold.ts'
import { smallTalkIn } from './small-talk.ts'

const PLEASE = '(?:please|por favor)'
const WAIT = `(?:just|only|wait|hold on|give me|solo|deme|dame|espere|espera|aguarde|so|${PLEASE})`
const MOMENT = '(?:moment|sec|momento|momentito|instante)'
// How far something is may be said in these: only who asks for one, asks to wait.
const MINUTE = `(?:minute|second|minuto|segundo|${MOMENT})`
const ONE = '(?:one|a|un|um|1)'
const WE = "(?:let (?:me|us)|(?:i|we)(?:['’]?ll| will))"

/** What a clause says, whole, when an answer comes later; folded. */
const SOON = [
  `(?:(?:${WAIT}|en) )*${ONE} ${MOMENT}(?: (?:${PLEASE}|mas|more))*`,
  `(?:${WAIT} )+${ONE} ${MINUTE}(?: ${PLEASE})*|${ONE} ${MINUTE} ${PLEASE}`,
  `(?:please )?(?:hold on|bear with (?:me|us))(?: (?:for )?(?:just )?${ONE} ${MINUTE})?(?: please)?`,
  `(?:[\\w'’]+ ){1,4}(?:get|come) back to you.*|${WE} be right back`,
  `${WE} (?:just )?(?:check(?! you| in\\b)|ask(?! you)|find out|confirm|look (?:into|it up|that up))\\b.*`,
  'let (?:me|us) (?:just )?(?:see|look)(?: .*)?',
  "(?:i['’]?m|i am|we['’]?re|we are) (?:just )?checking(?: .*)?",
  'enseguida(?: (?:te|le|les|lo|la|se))*(?: (?:consult|averigu|confirm|verific|revis|respond|vuelv)\\w*.*)?',
  '(?:(?:ya|ahora|mismo|te|le|les|lo|la|se) )+(?:consulto|averiguo|confirmo|verifico|reviso)(?: .*)?',
  '(?:voy|vamos) a (?:consult|averigu|confirm|verific|revis|pregunt)ar.*|(?:voy|vamos) a ver',
  '(?:dejame|dejeme|permitame|permiteme) (?:consult|averigu|confirm|verific|revis|pregunt|v)[ae]r.*',
  '(?:(?:eu|ja|vou|te|lhe) )+(?:verific|consult|confirm|pergunt)\\w*.*|vou ver',
  'deixe?-?(?: ?me)? (?:verific|consult|confirm|v)[ae]r.*',
].map((one) => new RegExp(`^(?:${one})$`))
/** Who confirms that something is so, answers. */
const CONFIRMS = /\bconfirm\w* (?:que|that .+|you|we|it is)\b/
const POLITE = new RegExp(`^(?:${PLEASE}|sorry|perdon|disculpe|desculpe)$`)
const YES_OR_NO = /(?<!\p{L})(?:yes|no|si|sí|sim|não|nao)(?!\p{L})/iu

/** A name begins with a capital, which an answer beside a greeting does not. */
const GREETS_BY_NAME =
  /^[\p{L}]+(?: (?:d[ií]as?|tardes?|noches?|morning|afternoon|evening))?(?: \p{Lu}\p{Ll}+){1,2}$/u
const NAME = /^\p{Lu}\p{Ll}+$/u
/** What says more beside it may be the answer. */
const WORDS_MAX = 14

const SENTENCE = /[^.!?…\n]+[.!?…]*["'”»)\]*_]*/gu
const ASKS = /\?["'”»)\]*_\s]*$/u
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu

/**
 * Whether what somebody replies plainly tells nothing yet: a greeting or thanks, a question back, or that an
 * answer comes later, in each of its sentences. It reads no meaning: whatever may be an answer is one.
 */
export function answersNothing(text: string): boolean {
  const said = text.trim()
  if (said === '') return false
  if (isSmallTalk(said)) return true
  const sentences = said.match(SENTENCE) ?? []
  return sentences.every((one) => ASKS.test(one) || clausesOf(one).every(tellsNothing))
}

function clausesOf(sentence: string): string[] {
  return sentence
    .split(/[,;:–—]|\s-\s/u)
    .map((one) => one.replaceAll(EDGES, ''))
    .filter((one) => one !== '')
}

function tellsNothing(clause: string, place: number): boolean {
  const words = clause.split(/\s+/)
  const folded = fold(words.join(' '))
  if (isSmallTalk(clause) || POLITE.test(folded)) return true
  if (GREETS_BY_NAME.test(clause) && smallTalkIn(words[0] ?? '') === 'greeting') return true
  if (place > 0 && NAME.test(clause)) return true
  return words.length <= WORDS_MAX && !CONFIRMS.test(folded) && SOON.some((one) => one.test(folded))
}

function isSmallTalk(text: string): boolean {
  return smallTalkIn(text) !== null && !YES_OR_NO.test(text)
}
