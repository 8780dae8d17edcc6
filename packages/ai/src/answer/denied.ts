import { fold } from '../text/fold.ts'
import { alikeIn } from './alike.ts'
import { type Clause, clausesOf, isWordForWord } from './polarity.ts'

/**
 * Denials of what the sources affirm: "you cannot cancel free of charge" where an article says that you can.
 * Only a plain one is told: with a condition of its own ("not after Friday") it may follow from the article.
 */

/** Nothing is left out by these: "free of charge" in other words. */
const FREELY =
  /(?<!\p{L})(?:without|sin|sem|free of)\s(?:(?:any|extra|ningun|nenhum)\s){0,2}(?:charge|cost|fees?|cargos?|costos?|coste|custos?|taxas?)(?!\p{L})/gu
/** What limits a denial, so that the article may well mean it. */
const LIMITED =
  /(?<!\p{L})(?:without|if|when|after|before|until|till|outside|outwith|later|past|less|more|over|under|above|below|only|other|others|otherwise|anything|else|another|sin|si|cuando|despues|antes|hasta|fuera|mas|menos|solo|otr[oa]s?|pasad[oa]s?|sem|se|quando|depois|apos|ate|fora|mais|apenas|outr[oa]s?)(?!\p{L})/u
/** "Do not forget" asks for it, and "no need to worry" says nothing of it. */
const KIND =
  /(?<!\p{L})(?:forget|hesitate|worry|problem|miss|doubt|sure|olvid\p{L}*|dud\p{L}*|preocup\p{L}*|problema|esque\p{L}*|hesit\p{L}*|duvid\p{L}*|not just|no solo|nao so)(?!\p{L})/u
const FIGURE = /(?<![\p{L}\d])\d+(?:[.,:]\d+)*(?![\p{L}\d])/gu
/** "Only the shop in the centre" denies it of every other one. */
const ONLY =
  /(?<!\p{L})(?:only|solely|exclusive\p{L}*|solo|solamente|unic\p{L}*|exclusiv\p{L}*|apenas|somente|so)(?!\p{L})/u
/** So much of a denial has to be affirmed in one clause. */
const SHARE_MIN = 0.75

/** The clauses of statements that deny what its sources affirm, and nowhere deny. */
export function deniedIn(stated: readonly string[], sources: readonly string[], language: string): string[] {
  const known = sources.flatMap((source) => clausesOf(source, language))
  const texts = sources.map(fold)
  if (texts.some((source) => ONLY.test(source))) return []
  return stated
    .flatMap((sentence) => clausesOf(sentence, language))
    .filter(({ isNo, isMixed }) => isNo && !isMixed)
    .filter(({ text: clause }) => !LIMITED.test(clause.replace(FREELY, ' ')) && !KIND.test(clause))
    .filter((clause) => isAffirmed(clause, known, language))
    .map((clause) => clause.text.trim())
    .filter((clause) => !isWordForWord(clause, texts))
}

function isAffirmed(clause: Clause, known: readonly Clause[], language: string): boolean {
  const figures = figuresOf(clause)
  const telling = clause.senses.filter((sense) => !alikeIn(language).isCommon(sense))
  if (telling.length + figures.length === 0) return false
  const isDenied = known.some(
    ({ senses, isNo, isMixed, without }) =>
      telling.some((sense) => without.includes(sense)) ||
      ((isNo || isMixed) && senses.some((sense) => telling.includes(sense))),
  )
  const said = [...new Set([...clause.senses, ...figures])]
  return !isDenied && known.some((one) => !one.isNo && affirms(one, { telling, said }))
}

function affirms(clause: Clause, { telling, said }: { telling: string[]; said: string[] }): boolean {
  const words = new Set([...clause.senses, ...figuresOf(clause)])
  const shared = said.filter((sense) => words.has(sense)).length
  return telling.every((sense) => words.has(sense)) && shared >= SHARE_MIN * said.length
}

function figuresOf({ text }: Clause): string[] {
  return text.match(FIGURE) ?? []
}
