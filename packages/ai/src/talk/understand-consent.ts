/**
 * Whether words agree, refuse, or speak of something else. Only what says nothing else agrees: "yes, but
 * another order" does not. No model is asked, so no text can talk one into it.
 */
export function understandConsent(text: string): 'yes' | 'no' | null {
  const words = text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/👍|✅|👌/gu, ' yes ')
    .replaceAll(/👎|❌/gu, ' no ')
    .replaceAll("don't", 'dont')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FILLERS.has(word))
  if (isMadeOf(words, YES)) return 'yes'
  return isMadeOf(words, NO) ? 'no' : null
}

const FILLERS = new Set([
  ...['please', 'thanks', 'thank', 'you', 'por', 'favor', 'porfa', 'gracias', 'obrigado', 'obrigada'],
])
/** Longer ones first. "Cancel" is in neither: it may be what is agreed to. */
const YES = [
  ...['go ahead', 'do it', 'i confirm', 'de acuerdo', 'esta bien', 'pode ser', 'pode fazer', 'com certeza'],
  ...['yes', 'yeah', 'yep', 'sure', 'ok', 'okay', 'confirm', 'confirmed', 'correct', 'agreed'],
  ...['si', 'dale', 'claro', 'confirmo', 'confirmado', 'correcto', 'adelante', 'hagalo', 'hacelo', 'hazlo'],
  ...['sim', 'confirmar', 'certo', 'pode', 'isso', 'perfeito', 'perfecto', 'perfect'],
]
const NO = [
  ...['do not do it', 'dont do it', 'do not', 'no lo haga', 'no lo hagas', 'mejor no', 'melhor nao'],
  ...['no way', 'not now', 'ahora no', 'agora nao', 'nao faca', 'para nada'],
  ...['no', 'nope', 'nah', 'dont', 'stop', 'nao', 'nunca', 'never'],
]

/** Nothing but these, repeated as often as one likes. */
function isMadeOf(words: readonly string[], phrases: readonly string[]): boolean {
  let left = [...words]
  while (left.length > 0) {
    const phrase = phrases
      .map((one) => one.split(' '))
      .find((one) => one.every((word, at) => left[at] === word))
    if (!phrase) return false
    left = left.slice(phrase.length)
  }
  return words.length > 0
}
