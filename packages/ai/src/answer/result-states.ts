import { fold } from '../text/fold.ts'
import { statePatterns, wordsOfState } from './states.ts'

/**
 * What the fields of a tool's result say of states, at any depth: `"status": "shipped"`, `"shipped": true`,
 * `"shippedAt": "2026-05-03"`. A sentence that says the same, in whatever language, is fair; one that says
 * the contrary is not.
 */

/** Where it stands, without the numbers of lists; whether it is so. `state`: null where it is none known. */
type Fact = { readonly path: string; readonly state: number | null; readonly isSo: boolean }

const VALUE_LENGTH_MAX = 40
/** Of a sentence that says one thing. */
const WORDS_MAX = 8
const PARTED = /[;:!?()]|,|\.(?=\s|$)|\s(?:but|pero|mas|porem|sino|y|and|e)\s/u
const YES = /^(?:yes|true|si|sim|y)$/u
const NO = /^(?:no|false|nao|n|null|none)$/u
/** What turns a state around in the value of a field. */
const NOT_YET =
  /^(?:not|no|nao|never|nunca|non|sin|sem|un|in|to be|yet to be|awaiting|por|a ser|aun no|todavia no|ainda nao)\s/u
const STATE_ALONE = statePatterns('^(?:(?:is|was|has|been|already|ya|ja|fue|foi|esta)\\s+)*')
/** The name of a field: `isShipped`, `shipped_at`, `fechaEnviado`. */
const STATE_NAMED = statePatterns('')

const ADVERBS = 'just|already|now|successfully|fully|ya|recien|correctamente|ahora|ja|agora'
const ADVERB = String.raw`(?:(?:${ADVERBS})\s+)*`
const IS =
  '(?:is|are|was|were|has|have|been|being|got|esta|estan|fue|fueron|ha|han|sido|quedo|quedaron|figura|' +
  'aparece|sigue|se encuentra|foi|foram|estao|ficou|ficaram|consta|se encontra|ja|ya)'
const DENIED = statePatterns(
  String.raw`(?:(?:not|never|\p{L}+n['’]t|yet to be|no|nunca|nao|aun no|todavia no|ainda nao|sin|sem)\s+` +
    String.raw`(?:(?:yet|been|be|being|aun|todavia|ainda|${IS})\s+)*${ADVERB})`,
)
const AFFIRMED = statePatterns(String.raw`(?<!(?<!\p{L})(?:not|no|nao|nunca|never)\s)${IS}\s+${ADVERB}`)
/** Where one of these stands, it is said what is so when, or what is to come. */
const LIMITED =
  /(?<!\p{L})(?:if|when|once|unless|until|before|after|as soon as|will|would|can|could|may|should|must|every|each|si|cuando|hasta|antes|despues|en cuanto|una vez|sera|seran|puede|pueden|debe|cada|se|quando|ate|apos|depois|assim que|caso|pode|podem|deve|vai|va)(?!\p{L})/u

/** The states that results tell of, as words that an answer may use of them. */
export function stateWordsIn(results: readonly string[]): string[] {
  return statesOf(factsIn(results)).map(wordsOfState)
}

/** The states that are so, in words: what an answer may say was done. */
export function trueStatesIn(results: readonly string[]): string[] {
  const states = factsIn(results).flatMap(({ state, isSo }) => (state !== null && isSo ? [state] : []))
  return [...new Set(states)].map(wordsOfState)
}

/** The statements that say the contrary of what a field of a result says. */
export function contradictedIn(stated: readonly string[], results: readonly string[]): string[] {
  const facts = factsIn(results)
  const known = statesOf(facts)
  return stated.filter((sentence) =>
    known.some((state) => partsOf(sentence).some((part) => isContrary(part, state, facts))),
  )
}

/** Whether a short sentence says no more than that a state is so, or is not, as a field says it. */
export function agreesIn(sentence: string, results: readonly string[]): boolean {
  const facts = factsIn(results)
  const parts = partsOf(sentence)
  if (parts.length > 1 || (parts[0] ?? '').split(/\s+/).length > WORDS_MAX) return false
  return facts.some(({ state, isSo }) => {
    if (state === null || contradictedIn([sentence], results).length > 0) return false
    return parts.some((part) => (isSo ? AFFIRMED : DENIED)[state]?.test(part))
  })
}

function statesOf(facts: readonly Fact[]): number[] {
  return [...new Set(facts.flatMap(({ state }) => (state === null ? [] : [state])))]
}

function partsOf(sentence: string): string[] {
  const parts = withoutUn(fold(sentence)).split(PARTED)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function isContrary(part: string, state: number, facts: readonly Fact[]): boolean {
  if (LIMITED.test(part)) return false
  const about = facts.filter((fact) => fact.state === state)
  if (DENIED[state]?.test(part)) {
    // Of several things one may be so, and another not.
    const paths = new Set(about.map(({ path }) => path))
    return facts.filter(({ path }) => paths.has(path)).every((fact) => fact.state === state && fact.isSo)
  }
  return AFFIRMED[state]?.test(part) === true && about.every(({ isSo }) => !isSo)
}

function factsIn(results: readonly string[]): Fact[] {
  return results.flatMap((result) => factsOf(jsonOf(result), { path: '', name: '' }))
}

type At = { path: string; name: string }

function factsOf(value: unknown, { path, name }: At): Fact[] {
  if (Array.isArray(value)) return value.flatMap((one) => factsOf(one, { path, name }))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => factsOf(one, { path: `${path}.${key}`, name: key }))
  }
  const words = wordsOf(name)
  const named = STATE_NAMED.findIndex((pattern) => pattern.test(words))
  const text = wordsOf(String(value))
  if (text.length > VALUE_LENGTH_MAX) return []
  if (named >= 0) return namedFact({ path, words, named }, text)
  if (typeof value !== 'string') return []
  const isTurned = NOT_YET.test(text)
  const plain = text.replace(NOT_YET, '')
  const state = STATE_ALONE.findIndex((pattern) => pattern.test(plain))
  return [{ path, state: state < 0 ? null : state, isSo: !isTurned }]
}

/** `shipped: true`, `shipped_at: null`. What else it holds, as how many, says nothing of the state. */
function namedFact(
  { path, words, named }: { path: string; words: string; named: number },
  text: string,
): Fact[] {
  const isTurned = NOT_YET.test(words.replace(/^(?:is|was|has|esta|fue|foi)\s/u, ''))
  if (YES.test(text)) return [{ path, state: named, isSo: !isTurned }]
  if (NO.test(text)) return [{ path, state: named, isSo: isTurned }]
  const isWhen = /(?:^|\s)(?:at|on|date|time|fecha|data|em|el)(?:\s|$)/u.test(words)
  return isWhen && /^\d{4} \d{2}/u.test(text) ? [{ path, state: named, isSo: true }] : []
}

/** `isShipped` and `NOT_SHIPPED` as words. */
function wordsOf(text: string): string {
  const parted = fold(text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
  return withoutUn(parted.replaceAll(/[^\p{L}\d]+/gu, ' ').trim())
}

/** "Unpaid" is "not paid". */
function withoutUn(text: string): string {
  return text.replaceAll(
    /(?<!\p{L})un(?=(?:shipped|paid|confirmed|approved|available|verified)(?!\p{L}))/gu,
    'not ',
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
