import { fold } from '../text/fold.ts'
import { TELLING_WORDS } from './telling-words.ts'

// What one of the two neighbours has and the other does not. Statistics of letters take them for one another
// where a message is short: "venden usadas" and "vendem usadas" differ by a letter that only one of them
// ends a word with.

type Neighbour = 'es' | 'pt'

// Also as it is typed where accents are left out.
const SPELLING: Readonly<Record<Neighbour, RegExp>> = {
  es: /ñ|[^i]n$|[cs]iones$|^y$|ue[lnrst][aoe]s?$|ill[ao]s?$/,
  pt: /[çãõêôâà]|[ln]h[aeo]s?$|[aeiou]m$|oes$|[^c][aeiu]cao$|^(?:aos?|do|das|nas?|uma?)$/,
}

/** Names and loans end as no word of the language does. */
const STRANGERS = new Set(
  'instagram telegram zoom spam ram item album forum token amazon design iphone'.split(' '),
)

const TELLING: Readonly<Record<Neighbour, ReadonlySet<string>>> = {
  es: typedWords('es', 'pt'),
  pt: typedWords('pt', 'es'),
}

/** On a phone accents are left out; what is then a word of the other is none of this. */
function typedWords(language: Neighbour, other: Neighbour): Set<string> {
  const own = TELLING_WORDS[language] ?? new Set()
  const others = new Set([...(TELLING_WORDS[other] ?? [])].flatMap((word) => [word, fold(word)]))
  return new Set([...own].flatMap((word) => [word, fold(word)]).filter((word) => !others.has(word)))
}

/** By how many words the text is rather Spanish, above zero, or Portuguese, below. */
export function leansTo(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + Number(has('es', word)) - Number(has('pt', word)), 0)
}

function has(language: Neighbour, word: string): boolean {
  if (STRANGERS.has(word)) return false
  return TELLING[language].has(word) || SPELLING[language].test(word)
}
