import { fold } from '../text/fold.ts'
import { isAhead, statePatterns } from './states.ts'

/** What one field of a tool's result says. */
export type Fact = {
  /** Where it stands, without the numbers of lists. */
  readonly path: string
  /** Null where it is none known. */
  readonly state: number | null
  readonly isSo: boolean
  /** It says the state and nothing else; what is only expected, or so later, does not. */
  readonly isPlain: boolean
  /** It is the field for the state of its object, even where its state is none known. */
  readonly isStatus: boolean
  /** What the objects it stands in are called by, the nearest first. */
  readonly within: readonly Names[]
}
export type Names = readonly string[]

type Reading = Pick<Fact, 'state' | 'isSo' | 'isPlain'>
type At = { path: string; name: string; within: readonly Names[]; now: Date }

const VALUE_LENGTH_MAX = 40
const YES = /^(?:yes|true|si|sim|y)$/u
const NO = /^(?:no|false|nao|n|null|none)$/u
/** What turns a state around in the value of a field. */
const NOT_YET =
  /^(?:not|no|nao|never|nunca|non|sin|sem|un|in|to be|yet to be|awaiting|por|a ser|aun no|todavia no|ainda nao)\s/u
const IS = String.raw`(?:(?:is|was|has|been|already|ya|ja|fue|foi|esta)\s+)*`
const ALONE = statePatterns(
  `^${IS}`,
  String.raw`(?:\s(?:yet|already|now|successfully|ya|aun|todavia|correctamente|ja|ainda))*$`,
)
const BEGINS = statePatterns(`^${IS}`)
/** "Delivered by 6 pm", "paid on delivery", "disponible desde marzo": it is not so yet. */
const LATER = statePatterns(
  '^',
  String.raw`\s(?:from|until|tomorrow|soon|upon|when|if|once|after|by (?:\d|tomorrow|next|the|end)|` +
    'on (?:delivery|arrival|receipt|pickup)|desde|a partir|hasta|manana|pronto|contra|cuando|al|amanha|ate|' +
    String.raw`quando|na entrega)(?!\p{L})`,
)
const ENDS = statePatterns('', '$')
const NAMED = statePatterns('')
/** Also what a payment and a list are called. */
const NOUN = '(?:pag[oa]s?|list[oa]s?)'
const IS_NOUN = new RegExp(`^${NOUN}$`, 'u')
const NOUN_AT_END = new RegExp(String.raw`(?<!\p{L})${NOUN}$`, 'u')
const NOUNS = new RegExp(String.raw`(?<!\p{L})${NOUN}(?!\p{L})`, 'gu')
const STATUS = /(?<!\p{L})(?:status|state|estado|estatus|situacao)$/u
/** Of what a bare state may be said: `order_shipped`. */
const THING =
  '(?:order|pedido|orden|compra|encomenda|booking|reservation|reserva|package|paquete|pacote|shipment|' +
  'envio|invoice|factura|fatura|account|cuenta|conta|appointment|cita)'
const SUBJECT = new RegExp(String.raw`^${THING}\s`, 'u')
const NUMBERED = new RegExp(
  String.raw`(?<!\p{L})${THING}(?:e?s)?\s(?:(?:no|nr|number|num|numero)\s)?(\d)(?=\s|$)`,
  'gu',
)
const WHEN = /^(?:fecha|data|date)\s(?:de\s)?|\s(?:at|on|date|time|fecha|data|em|el)$/u
/** A field with one of these in its name tells what is to come, or may. */
const TO_COME =
  /(?<!\p{L})(?:expected|estimated|promised|planned|eta|to be|be|can|could|may|will|should|must|by|until|before|if|required|previst[oa]|esperad[oa]|estimad[oa]|prometid[oa]|puede|pode|ser|hasta|ate|antes)(?!\p{L})/u

/** What the fields of results say, at any depth. Reading takes its time: once for an answer. */
export function factsOfResults(results: readonly string[], now: Date): Fact[] {
  return results.flatMap((result) => factsOf(jsonOf(result), { path: '', name: '', within: [], now }))
}

/**
 * The words of a text, in which names are looked for. A single figure counts things more often than it names
 * one, so it names one only where its kind stands before it: "order 2".
 */
export function namesSaidIn(text: string): string {
  const words = wordsOf(text)
  const numbered = Array.from(words.matchAll(NUMBERED), ([, figure]) => ` #${figure}`)
  return ` ${words}${numbered.join('')} `
}

/** `isShipped` and `NOT_SHIPPED` as words. */
export function wordsOf(text: string): string {
  const parted = fold(text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
  return withoutUn(parted.replaceAll(/[^\p{L}\d]+/gu, ' ').trim())
}

/** Folded words without those that may be a payment or a list, and no state of anything. */
export function withoutNouns(text: string): string {
  return text.replaceAll(NOUNS, ' ')
}

/** "Unpaid" is "not paid". */
export function withoutUn(text: string): string {
  return text.replaceAll(
    /(?<!\p{L})un(?=(?:shipped|paid|confirmed|approved|available|verified)(?!\p{L}))/gu,
    'not ',
  )
}

function factsOf(value: unknown, at: At): Fact[] {
  if (Array.isArray(value)) return value.flatMap((one) => rowFacts(one, at))
  return isObject(value) ? objectFacts(value, { ...at, names: namesIn(value) }) : fieldFacts(value, at)
}

/** One of a list is told from the others by all that is in it, as `{"order":{"id"},"shipment":{"state"}}`. */
function rowFacts(value: unknown, at: At): Fact[] {
  return isObject(value) ? objectFacts(value, { ...at, names: namesBelow(value) }) : factsOf(value, at)
}

function objectFacts(
  value: Record<string, unknown>,
  { path, within, now, names }: At & { names: Names },
): Fact[] {
  const inside = [names, ...within]
  return Object.entries(value).flatMap(([name, one]) =>
    factsOf(one, { path: `${path}.${name}`, name, within: inside, now }),
  )
}

function fieldFacts(value: unknown, { path, name, within, now }: At): Fact[] {
  const text = wordsOf(String(value))
  const words = wordsOf(name)
  const isStatus = STATUS.test(words)
  const none: Reading = { state: null, isSo: false, isPlain: false }
  if (text.length > VALUE_LENGTH_MAX) return isStatus ? [{ ...none, path, within, isStatus }] : []
  const isText = typeof value === 'string'
  const read = namedReading({ words, text, value, now }) ?? (isText ? valueReading(text, isStatus) : null)
  if (!read && !isText) return []
  return [{ ...(read ?? none), path, within, isStatus }]
}

function valueReading(text: string, isStatus: boolean): Reading | null {
  // A type or a way of payment is no state.
  if (IS_NOUN.test(text) && !isStatus) return null
  const state = indexIn(ALONE, text)
  if (state !== null) return { state, isSo: true, isPlain: true }
  const rest = text.replace(NOT_YET, '')
  const turned = indexIn(rest === text ? LATER : BEGINS, rest)
  if (turned === null) return null
  return { state: turned, isSo: false, isPlain: rest !== text && indexIn(ALONE, rest) !== null }
}

type Named = { words: string; text: string; value: unknown; now: Date }

/** `shipped: true`, `shipped_at: null`. What else it holds, as how many, says nothing of the state. */
function namedReading({ words, text, value, now }: Named): Reading | null {
  const plain = words.replace(WHEN, '')
  const read = valueReading(plain.replace(SUBJECT, ''), true)
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/u.test(value)
  if (!read?.isPlain) return loosely(words, { isNo: NO.test(text), isDate })
  if (YES.test(text)) return read
  if (NO.test(text)) return { ...read, isSo: !read.isSo }
  if (!isDate || plain === words || !read.isSo || read.state === null) return null
  return isPast(String(value), now) || isAhead(read.state) ? read : { ...read, isSo: false, isPlain: false }
}

/** A name with more in it than a state says at most that something is not so. */
function loosely(words: string, { isNo, isDate }: { isNo: boolean; isDate: boolean }): Reading | null {
  const isToCome = TO_COME.test(words)
  const state = indexIn(isDate ? NAMED : ENDS, words)
  const isNot = isDate ? isToCome : isNo && !isToCome && !NOUN_AT_END.test(words) && !/\bnot?\s/u.test(words)
  return state !== null && isNot ? { state, isSo: false, isPlain: false } : null
}

function isPast(date: string, now: Date): boolean {
  const exact = Date.parse(date)
  return (Number.isNaN(exact) ? Date.parse(date.slice(0, 10)) : exact) <= now.getTime()
}

function namesIn(value: Record<string, unknown>): string[] {
  return Object.values(value).flatMap(nameOf)
}

function namesBelow(value: Record<string, unknown>): string[] {
  return Object.values(value).flatMap((one) => (isObject(one) ? namesBelow(one) : nameOf(one)))
}

/** What may tell one object from another; what state it is in does not. */
function nameOf(value: unknown): string[] {
  if (typeof value !== 'string' && typeof value !== 'number') return []
  const words = wordsOf(String(value))
  if (/^\d$/u.test(words)) return [`#${words}`]
  const isName = words.length <= VALUE_LENGTH_MAX && (/\d/u.test(words) ? words.length > 1 : words.length > 2)
  return isName && valueReading(words, true) === null ? [words] : []
}

function indexIn(patterns: readonly RegExp[], text: string): number | null {
  const found = patterns.findIndex((pattern) => pattern.test(text))
  return found < 0 ? null : found
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
