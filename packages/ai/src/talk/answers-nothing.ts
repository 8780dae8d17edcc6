import { fold } from '../text/fold.ts'
import { smallTalkIn } from './small-talk.ts'

const SOON = [
  /\b(?:one|a|just a) (?:moment|minute|second|sec)\b|\bhold on\b|\bbear with\b|\bback to you\b/,
  /\b(?:let me|i.?ll|i will|we.?ll|we will) (?:just )?(?:check|see|ask|look|find out|confirm|get back)\b/,
  /\b(?:un|dame un|deme un|espere un|en un) (?:momento|minuto|momentito|segundo)\b|\benseguida\b/,
  /\b(?:ya|ahora|lo|la|te|le) (?:mismo )?(?:te |le |lo |la )*(?:consulto|averiguo|confirmo|verifico|reviso)\b/,
  /\b(?:voy|vamos) a (?:consultar|averiguar|confirmar|verificar|revisar|preguntar|ver)/,
  /\b(?:dejame|dejeme|permitame|permiteme) (?:consultar|averiguar|confirmar|verificar|revisar|ver)/,
  /\bum (?:momento|minuto|instante|segundo)\b|\b(?:ja|vou) (?:te |lhe )?(?:verific|consult|confirm|pergunt)/,
  /\bdeixe?-?(?: ?me)? (?:verificar|consultar|confirmar|ver)\b|\bvou ver\b/,
]
/** A name begins with a capital, which an answer beside a greeting does not. */
const GREETS_BY_NAME =
  /^[\p{L}]+(?: (?:d[ií]as?|tardes?|noches?|morning|afternoon|evening))?,?(?: \p{Lu}\p{Ll}+){1,2}[!.,]*$/u
/** What says more beside it may be the answer. */
const WORDS_MAX = 14

/**
 * Whether what somebody replies plainly tells nothing yet: a greeting or thanks, a question back, or that an
 * answer comes later. It reads no meaning: whatever may be an answer is one.
 */
export function answersNothing(text: string): boolean {
  const said = text.trim()
  if (said === '') return false
  if (/\?["'”»)\]*_\s]*$/u.test(said)) return true
  if (smallTalkIn(said) !== null) return !/(?<!\p{L})(?:yes|no|si|sí|sim|não|nao)(?!\p{L})/iu.test(said)
  const words = said.split(/\s+/)
  if (GREETS_BY_NAME.test(said) && smallTalkIn(words[0] ?? '') === 'greeting') return true
  return words.length <= WORDS_MAX && SOON.some((one) => one.test(fold(said)))
}
