/**
 * Whether words agree, refuse, or speak of something else. Only what says nothing else agrees: "yes, but
 * another order" does not, and neither does a question. No model is asked, so no text can talk one into it.
 *
 * A letter too many, and one wrong letter in a long word, are slips of a thumb.
 */
export function understandConsent(text: string): 'yes' | 'no' | null {
  if (/[?¿]/.test(text)) return null
  const words = text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/👍|✅|👌/gu, ' yes ')
    .replaceAll(/👎|❌/gu, ' no ')
    .replaceAll(/(\p{L})['’](\p{L})/gu, '$1$2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(once)
    .filter((word) => word !== '' && !FILLERS.has(word))
  if (isMadeOf(words, YES)) return 'yes'
  return isMadeOf(words, NO) ? 'no' : null
}

const FILLERS = new Set(
  listed(
    'please | thanks | thank | you | por | favor | porfa | porfavor | gracias | obrigado | obrigada',
  ).map(once),
)
/** "Cancel" is in neither: it may be what is agreed to. */
const YES = phrases([
  'go ahead | do it | please do | i confirm | i agree | of course | that is right | thats right | yes',
  'yse | yeah | yea | yep | yup | sure | ok | okay | okey | oki | confirm | confirmed | correct | agree',
  'agreed | perfect | absolutely | definitely | de acuerdo | esta bien | claro que si | desde luego',
  'asi es | de una | si | sip | dale | claro | vale | listo | supuesto | confirmo | confirmado | correcto',
  'perfecto | adelante | hagalo | hacelo | hazlo | acepto | claro que sim | pode ser | pode fazer',
  'com certeza | isso mesmo | ta bom | sim | smi | confirmar | certo | correto | pode | isso | perfeito',
  'beleza | blz | concordo | aceito | s',
])
const NO = phrases([
  'do not do it | dont do it | do not | no way | not now | never mind | no | nope | nop | nah | dont',
  'stop | never | no lo haga | no lo hagas | mejor no | ahora no | para nada | claro que no | nunca',
  'olvidalo | dejalo | n | melhor nao | agora nao | nao faca | claro que nao | deixa | esquece | nao',
  'naum',
])

function listed(words: string): string[] {
  return words.split(' | ')
}

/** Longer ones first. */
function phrases(lines: readonly string[]): readonly (readonly string[])[] {
  const all = lines.flatMap(listed).map((phrase) => phrase.split(' ').map(once))
  return all.sort((a, b) => b.length - a.length)
}

/** Without the letters that are only there because a finger stayed. */
function once(word: string): string {
  return word.replaceAll(/(\p{L})\1+/gu, '$1')
}

/** Nothing but these, repeated as often as one likes. */
function isMadeOf(words: readonly string[], all: readonly (readonly string[])[]): boolean {
  let left = [...words]
  while (left.length > 0) {
    const phrase = all.find((one) => one.every((word, at) => isWord(left[at], word)))
    if (!phrase) return false
    left = left.slice(phrase.length)
  }
  return words.length > 0
}

/** Shorter ones are too near to other words: "caro" is no "claro". */
const SLIP_MIN = 6

function isWord(said: string | undefined, word: string): boolean {
  if (said === undefined || said === word) return said === word
  return said[0] === word[0] && Math.min(said.length, word.length) >= SLIP_MIN && isOneSlip(said, word)
}

/** One letter is wrong, missing, too many, or two stand the other way round. */
function isOneSlip(said: string, word: string): boolean {
  const from = [...said].findIndex((letter, at) => letter !== word[at])
  const at = from < 0 ? said.length : from
  const [a, b] = [said.slice(at), word.slice(at)]
  const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)
  return isSwapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)
}
