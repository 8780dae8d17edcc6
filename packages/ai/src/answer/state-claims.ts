import { fold } from '../text/fold.ts'
import { meantBy, meantEach } from './meant-by.ts'
import { type Fact, withoutUn } from './result-facts.ts'
import { statePatterns } from './states.ts'

/** What a sentence says of states, part by part, and of which things a tool told of. */
export type Claim = {
  readonly part: string
  /** The facts of each thing that it is said of. */
  readonly about: readonly (readonly Fact[])[]
}

const PARTED =
  /[;:!?()]|,|\.(?=\s|$)|\s(?:but|pero|mas|porem|sino|y|and|e|while|whilst|whereas|mientras(?: que)?|en cambio|enquanto|ao passo que)\s/u
const ADVERBS = 'just|already|now|successfully|fully|both|all|ya|recien|correctamente|ahora|ja|agora'
const ADVERB = String.raw`(?:(?:${ADVERBS})\s+)*`
const IS =
  '(?:is|are|was|were|has|have|been|being|got|esta|estan|fue|fueron|ha|han|sido|quedo|quedaron|figura|' +
  'aparece|sigue|se encuentran?|se han?|foi|foram|estao|ficou|ficaram|consta|se encontram?|ja|ya)'
/** "Neither order is": what is not so of any. */
const NONE = '(?:neither|none|ningun[oa]?|nenhuma?)'
const DENIED = statePatterns(
  String.raw`(?:${NONE}\s+(?:\S+\s+){0,5}?(?:${IS}\s+)+${ADVERB}|` +
    String.raw`(?:not|never|\p{L}+n['’]t|yet to be|no|nunca|nao|aun no|todavia no|ainda nao|sin|sem)\s+` +
    String.raw`(?:(?:yet|been|be|being|aun|todavia|ainda|${IS})\s+)*${ADVERB})`,
)
const AFFIRMED = statePatterns(
  String.raw`(?<!(?<!\p{L})(?:not|no|nao|nunca|never)\s(?:se\s)?)${IS}\s+${ADVERB}`,
)
/**
 * Where one of these stands, it is said what is so when, or what is to come. "Se" is "if" in Portuguese, but
 * not in "se encuentra pagado" and "se ha pagado".
 */
const LIMITED =
  /(?<!\p{L})(?:if|when|once|unless|until|before|after|as soon as|will|would|can|could|may|should|must|every|each|si|cuando|hasta|antes|despues|en cuanto|una vez|sera|seran|puede|pueden|debe|cada|se(?!\s+(?:encuentran?|encontram?|han?)(?!\p{L}))|quando|ate|apos|depois|assim que|caso|pode|podem|deve|vai|va)(?!\p{L})/u
/** It is said of all that was named: "A and B are". */
const PLURAL = /(?<!\p{L})(?:are|were|have|estan|fueron|han|quedaron|estao|foram|ficaram|tem sido)(?!\p{L})/u
const ALL =
  /(?<!\p{L}|(?:not|no|nao|nem)\s)(?:both|all|ambos|ambas|todos|todas|(?:los|las|os) dos|(?:os dois|as duas))(?!\p{L})/u
/** By itself it stands for all; "todo el pedido" is one. */
const EVERYTHING = new RegExp(
  String.raw`(?<!\p{L}|(?:not|no|nao|nem)\s)(?:everything|tudo|todo(?=\s+(?:lo que|${IS})\s))(?!\p{L})`,
  'u',
)
const OF_NONE = new RegExp(String.raw`(?<!\p{L})${NONE}(?!\p{L})`, 'u')
const LIKEWISE_WORDS_MAX = 6
/** "And order 13 too": it says again what the part before says. */
const LIKEWISE = /\s(?:too|also|as well|tambien|tambem)$/u

/** What is said of states in a sentence. Of two orders, each is compared with what is said of it. */
export function claimsIn(sentence: string, facts: readonly Fact[]): Claim[] {
  const inSentence = meantBy(sentence, facts)
  let named: string[] = []
  let before: Claim['about'] = [inSentence]
  let last: string | null = null
  return partsOf(sentence).flatMap((part) => {
    const count = statesSaidIn(part)
    const own = meantEach(part, facts)
    if (count === 0) {
      if (last !== null && own.length > 0 && isLikewise(part)) return [{ part: last, about: own }]
      if (own.length > 0) named.push(part)
      return []
    }
    const others = PLURAL.test(part) ? named.flatMap((one) => meantEach(one, facts)) : []
    const joined = own.length > 0 ? own : meantEach(named.join(' '), facts)
    const all = others.length > 0 ? [...others, ...own] : joined
    named = []
    last = part
    if (all.length > 0) before = all.map((one) => narrowed(one, inSentence))
    // What is said twice in one part may be said of one thing each.
    return [{ part, about: count === 1 ? before : [before.flat()] }]
  })
}

/** The parts of a sentence that say something by themselves, folded. */
export function partsOf(sentence: string): string[] {
  const parts = withoutUn(fold(sentence)).split(PARTED)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

export function isAffirmed(part: string, state: number): boolean {
  return AFFIRMED[state]?.test(part) === true
}

export function isDenied(part: string, state: number): boolean {
  return DENIED[state]?.test(part) === true
}

/** What is so when, or what is to come: nothing is said of now. */
export function isLimited(part: string): boolean {
  return LIMITED.test(part)
}

/** "Both orders are": what is not so of one of them is not so. */
export function isOfAll(part: string): boolean {
  return (ALL.test(part) && PLURAL.test(part)) || EVERYTHING.test(part)
}

/** "Neither order is": what is so of one of them is not denied of all. */
export function isOfNone(part: string): boolean {
  return OF_NONE.test(part)
}

function isLikewise(part: string): boolean {
  return LIKEWISE.test(part) && part.split(/\s+/).length <= LIKEWISE_WORDS_MAX
}

function statesSaidIn(part: string): number {
  return AFFIRMED.filter((affirmed, state) => affirmed.test(part) || isDenied(part, state)).length
}

/** What the rest of the sentence names of it tells it from others of its name. */
function narrowed(facts: readonly Fact[], inSentence: readonly Fact[]): readonly Fact[] {
  const both = facts.filter((fact) => inSentence.includes(fact))
  return both.length > 0 ? both : facts
}
