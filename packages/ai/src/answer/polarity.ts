import { fold } from '../text/fold.ts'
import { termsOf } from '../text/terms.ts'
import { alikeIn } from './alike.ts'
import { sentencesOf } from './sentences.ts'
import { isUnit } from './units.ts'

/**
 * What a text says yes and no to. It is no grammar: a word for "no" turns its clause around, one for
 * "without" the words behind it. That is enough to tell "with interest" from "without interest", and no more.
 */

type Said = { readonly yes: Set<string>; readonly no: Set<string> }

const ENDS =
  /[;:!?()]|,|\.(?=\s|$)|\s[-–—]\s|(?<!\p{L})(?:but|however|whereas|while|pero|mas|porem|sino|unless|except|salvo|excepto|exceto|a menos que|a nao ser)(?!\p{L})/u
const EXCEPTS =
  /(?<!\p{L})(?:unless|except|salvo|excepto|exceto|a menos que|a nao ser|only if|solo si|so se|other than)(?!\p{L})/u
const CLOSED = 'closed|shut|cerrad[oa]s?|cerramos|fechad[oa]s?|fechamos|excluded?|excluid[oa]s?'
const DENIALS: Readonly<Record<string, string>> = {
  // "Payment" ends like "isn't".
  en:
    String.raw`no|not|cannot|never|neither|nor|none|nobody|\p{L}+n['’]t|` +
    '(?:is|are|was|were|do|does|did|ca|wo)nt',
  es: 'no|nunca|tampoco|ni|nadie|ningun[ao]?|jamas',
  // "No" is "in the" in Portuguese.
  pt: 'nao|nunca|tampouco|nem|ninguem|nenhuma?|jamais',
}
const DENYING = new Map(
  Object.entries(DENIALS).map(([language, words]) => [
    language,
    new RegExp(String.raw`(?<!\p{L})(?:${words}|${CLOSED})(?!\p{L})`, 'gu'),
  ]),
)
const NOTHING = /(?!)/gu
const WITHOUT =
  /(?<!\p{L})(?:without|sin|sem|libre de|livre de)\s+((?:(?!(?:con|with|com|y|and|e|en|em|in|para|for|a|to)\s)\p{L}+\s*){1,3})/gu

/** A part of a sentence, folded, and whether it says no of its words. */
export type Clause = {
  readonly text: string
  readonly senses: readonly string[]
  readonly isNo: boolean
  /** The words that stand behind "without". */
  readonly without: readonly string[]
  /** Its sentence makes an exception, so that each of its words may be said either way. */
  readonly isMixed: boolean
}

/** The clauses of a text in their order. */
export function clausesOf(text: string, language: string): Clause[] {
  const denying = DENYING.get(language) ?? NOTHING
  return sentencesOf(text).flatMap(({ start, end }) => {
    const sentence = fold(text.slice(start, end))
    const isMixed = EXCEPTS.test(sentence)
    return sentence.split(ENDS).map((clause) => ({
      ...{ text: clause, isMixed },
      senses: sensesIn(clause.replaceAll(denying, ' '), language),
      isNo: clause.replace(WITHOUT, ' ').search(denying) >= 0,
      without: [...clause.matchAll(WITHOUT)].flatMap(([, words = '']) => sensesIn(words, language)),
    }))
  })
}

/** Whether a clause stands so in one of the sources, which are folded as it is. */
export function isWordForWord(clause: string, sources: readonly string[]): boolean {
  return sources.some((source) => source.includes(clause))
}

/** Clauses by what they say of each of their words. */
function polarityOf(clauses: readonly Clause[]): Said {
  const said = { yes: new Set<string>(), no: new Set<string>() }
  for (const { senses, without, isNo, isMixed } of clauses) {
    for (const sense of senses) {
      const isDenied = without.includes(sense) !== isNo
      if (isMixed || !isDenied) said.yes.add(sense)
      if (isMixed || isDenied) said.no.add(sense)
    }
  }
  return said
}

function sensesIn(text: string, language: string): string[] {
  const { sense, isFree } = alikeIn(language)
  return termsOf(text, language)
    .filter((term) => !isFree(term) && !isUnit(term) && !/^\d+$/.test(term))
    .map(sense)
}

/**
 * The words of a text that its sources only deny, where it affirms them: those of which an article says that
 * something is not so. Words that every second sentence has, such as "to pay", tell nothing.
 */
export function turnedAround(text: string, sources: readonly string[], language: string): string[] {
  const said = polarityOf(clausesOf(text, language))
  const known = sources.map((source) => polarityOf(clausesOf(source, language)))
  const has = (kind: keyof Said, sense: string) => known.some((one) => one[kind].has(sense))
  const { isCommon } = alikeIn(language)
  return [...said.yes].filter(
    (sense) => !said.no.has(sense) && !isCommon(sense) && has('no', sense) && !has('yes', sense),
  )
}
