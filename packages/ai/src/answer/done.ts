import { DEEDS, type Deed } from './deeds.ts'
import { sentencesOf } from './sentences.ts'

/**
 * What a text says was done for the contact, or is about to be: that needs a tool which did it. An article
 * may say what is done when; that one thing was done for this contact it cannot know.
 */

/** What tools of this answer did: their names, and what they returned. */
export type Done = { readonly tools: readonly string[]; readonly results: readonly string[] }

const BEGIN = String.raw`(?<![\p{L}\d])`
const END = String.raw`(?![\p{L}\d])`
const ADVERB = `(?:\\s+${oneOf('just already now successfully ya recién correctamente agora já been sido')})*`
/** By whoever writes. */
const OURS = oneOf(
  `(?:i|we)(?:\\s+ha[vd]e?|['’]ve|['’]d)? (?:(?:lo|la|te|le)\\s+)?(?:he|hemos) (?:eu\\s+)?tenho temos`,
)
const WILL = oneOf(`
  i['’]?ll i\\s+will i(?:\\s+a|['’])m\\s+going\\s+to let\\s+me voy\\s+a acab(?:o|amos)\\s+de (?:eu\\s+)?vou
  acabei\\s+de`)
/** Of what is the contact's. */
const YOURS = String.raw`(?:your|tus?|sus?|seus?|suas?|teus?|tuas?)\s[^.!?;]{1,60}?\s`
const IS = oneOf(`
  is are was were has have está están fue fueron ha han qued[oó] quedaron quedan? foi foram estão
  ficou ficaram fica`)
/** "Tu pedido no fue enviado" says that it was not. */
const NOT_DENIED = String.raw`(?<!(?<!\p{L})(?:no|não|nunca|nem)\s(?:se\s)?)`
/** It was done, whoever did it. */
const PASSED = oneOf(`
  ya\\s+(?:está|están|fue|fueron|quedó) já\\s+(?:está|estão|foi|foram) listo,? done[,:] pronto,?
  all\\s+set[,:] (?:it|that|this|they|everything|all)(?:\\s+(?:has|have|is|are|was|were)|['’]s)`)
const REFLEXIVE = oneOf(`
  canceló anuló reservó agendó programó reembolsó reintegró devolvió acreditó envió mandó actualizó cambió
  modificó creó registró solicitó confirmó aprobó procesó aplicó eliminó cobró`)
/** Where one of these stands, it is said what is done when. */
const WHEN = [
  /(?<!\p{L})(?:if|when|once|unless|until|within|after|before|as soon as|whenever|every|each|by default)(?!\p{L})/iu,
  /(?<!\p{L})(?:si(?!,)|cuando|una vez|hasta|dentro|despu[eé]s|antes|al \p{L}+r|tras|en cuanto|siempre)(?!\p{L})/iu,
  /(?<!\p{L})(?:se (?:voc[eê]|n[aã]o|[oa])|quando|assim que|ap[oó]s|depois|sempre|at[eé]|caso)(?!\p{L})/iu,
  /(?<!\p{L})(?:in|en|em)\s+(?:\p{L}+\s+){0,2}\d/iu,
]

type Pattern = Pick<Deed, 'named'> & { participle: RegExp; always: RegExp; unless: RegExp }

const PATTERNS: readonly Pattern[] = DEEDS.map(({ named, participles, pasts, verbs }) => {
  const done = `${ADVERB}\\s+${oneOf(participles)}`
  return {
    named,
    participle: patternOf(oneOf(participles)),
    always: patternOf(OURS + done, `${WILL}${ADVERB}\\s+${oneOf(verbs)}`, oneOf(pasts)),
    unless: patternOf(YOURS + NOT_DENIED + IS + done, PASSED + done),
  }
})
const SE = patternOf(`(?:ya\\s+)?se\\s+(?:[tl]e\\s+)?${REFLEXIVE}`)
/** "cancelled": false. */
const DENIED = /"[^"]{0,80}"\s*:\s*(?:false|null|"")/g

/**
 * The sentences that say something was done which no tool did, as far as their words tell. What an article
 * says word for word, or of its business in the same form, is what is usual there.
 */
export function undoneIn(text: string, done: Done, sources: readonly string[]): string[] {
  const known = sources.map(plain)
  return sentencesOf(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => !known.some((one) => one.includes(plain(sentence))))
    .filter((sentence) => isUndone(sentence, done, sources))
}

function isUndone(sentence: string, { tools, results }: Done, sources: readonly string[]): boolean {
  const told = results.map((result) => result.replace(DENIED, ' '))
  const isUsual = WHEN.some((one) => one.test(sentence))
  const claimed = PATTERNS.filter(
    ({ always, unless }) => always.test(sentence) || (!isUsual && unless.test(sentence)),
  )
  if (claimed.length === 0) return SE.test(sentence) && tools.length === 0
  return claimed.some(
    ({ named, participle, always }) =>
      !tools.some((name) => named.test(name)) &&
      !told.some((result) => participle.test(result)) &&
      !sources.some((source) => always.test(source)),
  )
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

function oneOf(words: string): string {
  return `(?:${words.trim().split(/\s+/).join('|')})`
}

function patternOf(...ways: string[]): RegExp {
  return new RegExp(ways.map((way) => BEGIN + way + END).join('|'), 'iu')
}
