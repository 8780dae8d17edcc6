import { fold } from '../text/fold.ts'
import { termsOf } from '../text/terms.ts'
import { alikeIn } from './alike.ts'
import { factsIn } from './facts.ts'
import { clausesOf, isWordForWord } from './polarity.ts'

/**
 * What is said of more than the sources say it of: "every room" where they say "some rooms", "free" where
 * they name a price, "only" where they say nothing of the kind. One language at a time.
 */

const FREE =
  /(?<!\p{L})(?:(?<!-|feel\s)free(?!-|\s(?:to|time|spaces?|spots?|seats?)(?!\p{L})|\sof\s(?!(?:any\s)?charge))|gratis|gratuit[oa]s?|gratuitamente|complimentary|(?:no|without|sin|sem)\s(?:(?:any|extra|ningun|nenhum)\s){0,2}(?:charge|cost|cargo|costo|coste|custo|taxa)|de graca|for nothing)(?!\p{L})/u
const KNOWN_FREE =
  /(?<!\p{L})(?:free|gratis|gratuit\p{L}*|complimentary|bonificad\p{L}*|includ\p{L}*|inclu\p{L}*|(?:no|without|sin|sem|zero|nothing)\s.{0,20}(?:charge|cost|fees?|cargos?|costos?|coste|custos?|taxas?|pay\p{L}*)|(?:no|not|nao|\p{L}+n['’]t)\s(?:se\s)?(?:pay|pag\p{L}*|cuesta\p{L}*|custa\p{L}*|cost)|de graca|for nothing|costs nothing)(?!\p{L})/u
const ALWAYS =
  /(?<!\p{L})(?:always|siempre(?!\sque)|sempre(?!\sque)|at all times|en todo momento|a qualquer momento|24\/7)(?!\p{L})/u
const KNOWN_ALWAYS =
  /(?<!\p{L})(?:always|siempre|sempre|(?:at )?all\p{L}*|any\s?time|every|each|cada|tod[oa]s?|daily|diari\p{L}*|24|momento|never|nunca)(?!\p{L})/u
const ONLY =
  /(?<!\p{L})(?:only|solely|exclusively|solo|solamente|unicamente|exclusivamente|apenas|somente|nothing but)(?!\p{L})/u
const KNOWN_ONLY =
  /(?<!\p{L})(?:only|just|solely|exclusiv\p{L}*|solo|solamente|unic\p{L}*|apenas|somente|so|not|no|never|\p{L}+n['’]t|must|required?|requires|need\p{L}*|except|unless|from|until|up to|max\p{L}*|min\p{L}*|limit\p{L}*|until|hasta|desde|debe\p{L}*|nunca|nao|ate|deve\p{L}*|precis\p{L}*|one|single|un[oa]?|uma?|closed|cerrado|fechado|without|sin|sem)(?!\p{L})/u
const EVERY =
  /(?<!\p{L})(?:every|any|all(?:\s(?:of\s)?(?:the|our|your))?|each|cualquiera?|tod[oa]s\s(?:l[oa]s|nuestr[oa]s|[oa]s|n?os)|qualquer|quaisquer|cada)\s(?<noun>\p{L}{3,})/gu
const SOME =
  /(?<!\p{L})(?:some|many|most|several|selected|certain|few|original|algun[oa]?s?|vari[oa]s|ciert[oa]s|muchas?|muchos|certain|algum|alguns|algumas?|vari[oa]s|cert[oa]s)\s(?:of\s(?:the|our)\s|de\sl[oa]s\s|d[oa]s\s)?(?<noun>\p{L}{3,})/gu
const MEASURED = new Set(
  `day days week weeks month months year years hour hours minute minutes morning evening night time times
  other others extra additional dia dias semana semanas mes meses hora horas ano anos noche noches vez veces
  otro otra outro outra manha tarde noite vezes momento caso forma lado tipo`.split(/\s+/),
)

/** The parts of statements that go further than their sources. */
export function overstatedIn(
  stated: readonly string[],
  sources: readonly string[],
  language: string,
): string[] {
  if (sources.length === 0) return []
  const texts = sources.map(fold)
  const known = knownFrom(texts, language)
  return stated
    .flatMap((sentence) => clausesOf(sentence, language))
    .filter(({ isNo, isMixed }) => !isNo && !isMixed)
    .filter(({ text: clause }) => isFreer(clause, known) || isWider(clause, known) || isOfAll(clause, known))
    .map(({ text: clause }) => clause.trim())
    .filter((clause) => !isWordForWord(clause, texts))
}

type Known = {
  readonly language: string
  /** Whether one of the sources has words of this kind. */
  readonly says: (pattern: RegExp) => boolean
  readonly terms: ReadonlySet<string>
  readonly senses: ReadonlySet<string>
  /** What they say of some only. */
  readonly some: ReadonlySet<string>
  /** What they say costs nothing, and what they name a price of. */
  readonly free: readonly ReadonlySet<string>[]
  readonly priced: readonly ReadonlySet<string>[]
}

function knownFrom(texts: readonly string[], language: string): Known {
  const terms = new Set(texts.flatMap((text) => termsOf(text, language)))
  const parts = texts.flatMap((text) => clausesOf(text, language)).map((clause) => clause.text)
  const isFree = (part: string) => KNOWN_FREE.test(part)
  const priced = parts.filter((part) => !isFree(part) && hasPrice(part, language))
  return {
    ...{ language, terms },
    says: (pattern) => texts.some((text) => pattern.test(text)),
    senses: new Set([...terms].map(alikeIn(language).sense)),
    some: new Set(texts.flatMap((text) => nounsOf(text, SOME, language))),
    free: parts.filter(isFree).map((part) => thingsIn(part, language)),
    priced: priced.map((part) => thingsIn(part, language)),
  }
}

/** It costs nothing, where no source says so, or where they name a price of it. */
function isFreer(clause: string, { language, says, free, priced }: Known): boolean {
  if (!FREE.test(clause)) return false
  if (!says(KNOWN_FREE)) return true
  const things = thingsIn(clause, language)
  const most = (some: readonly ReadonlySet<string>[]) =>
    Math.max(0, ...some.map((one) => one.intersection(things).size))
  return most(priced) > most(free)
}

function isWider(clause: string, { language, says }: Known): boolean {
  if (ALWAYS.test(clause) && !says(KNOWN_ALWAYS)) return true
  return ONLY.test(clause) && !says(KNOWN_ONLY) && factsIn(clause, language).numbers.length === 0
}

/** "Every room", where there is none, or where some of them are meant; "any client" for "members". */
function isOfAll(clause: string, { language, terms, senses, some }: Known): boolean {
  const { sense, isCommon, isFree } = alikeIn(language)
  return nounsOf(clause, EVERY, language).some((noun) => {
    if (isFree(noun)) return false
    if (some.has(noun) || terms.has(noun)) return some.has(noun)
    return isCommon(sense(noun)) === senses.has(sense(noun))
  })
}

function nounsOf(text: string, pattern: RegExp, language: string): string[] {
  return [...text.matchAll(pattern)]
    .map(({ groups }) => groups?.noun ?? '')
    .filter((noun) => !MEASURED.has(noun))
    .flatMap((noun) => termsOf(noun, language))
}

function thingsIn(text: string, language: string): Set<string> {
  const { sense, isFree, isCommon } = alikeIn(language)
  const terms = termsOf(text, language).filter((term) => !isFree(term) && !/^\d+$/.test(term))
  return new Set(terms.map(sense).filter((one) => !isCommon(one)))
}

function hasPrice(text: string, language: string): boolean {
  return factsIn(text, language).numbers.some(({ readings }) => readings[0]?.unit === 'price')
}
