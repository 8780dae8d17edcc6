/** What matches once, or as often as is said of it. A group has ways, each a row of such. */
type Part = { chars: ReadonlySet<string>; min: number; max: number; ways: Part[][] }
type Open = { ways: Part[][]; isLook: boolean }

const TOKEN =
  /(?<open>\((?:\?(?:[a-z-]*:|<?[=!]|<[^>]*>))?)|(?<close>\))|(?<bar>\|)|(?<times>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?<atom>\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|k<[^>]*>|\d+|.)|.)/gsu
/** Matches a place, and nothing of the text. */
const PLACE = /^(?:\^|\$|\\b|\\B)$/u
/** Repeated less often, a group cannot take for ever. */
const MANY = 10
const CHARS = [
  ...Array.from({ length: 256 }, (_, code) => String.fromCodePoint(code)),
  'ł',
  'ω',
  'я',
  '中',
  '🙂',
]

/**
 * Whether a pattern repeats what can be parted in many ways, as `(a+)+` and `(a|a)*` do: on a text that
 * does not fit it may try them all. `(a+,)+` cannot. It finds the common ones, of patterns that can be read.
 */
export function isRunaway(pattern: string): boolean {
  const chars = [...new Set([...CHARS, ...pattern])]
  const open: Open[] = [{ ways: [[]], isLook: false }]
  for (const { groups = {} } of pattern.matchAll(TOKEN)) {
    const { open: begin, close, bar, times, atom = '' } = groups
    const top = open.at(-1)
    if (!top) return false
    if (begin !== undefined) open.push({ ways: [[]], isLook: /^\(\?<?[=!]/u.test(begin) })
    else if (close !== undefined) closeGroup(open)
    else if (bar !== undefined) top.ways.push([])
    else if (times === undefined) addAtom(top, atom, chars)
    else if (isEndless(top.ways.at(-1)?.at(-1), times)) return true
  }
  return false
}

function closeGroup(open: Open[]): void {
  const group = open.pop()
  if (!group || group.isLook) return
  const { ways } = group
  const chars = new Set(ways.flat().flatMap((part) => [...part.chars]))
  open.at(-1)?.ways.at(-1)?.push({ chars, min: 1, max: 1, ways })
}

function addAtom(top: Open, atom: string, all: readonly string[]): void {
  if (PLACE.test(atom)) return
  // What was found before may be anything.
  const isBack = /^\\(?:[1-9]|k<)/u.test(atom)
  const one = new RegExp(`^(?:${isBack ? '[^]' : atom})$`, 'u')
  const chars = new Set(all.filter((char) => one.test(char)))
  top.ways.at(-1)?.push({ chars, min: 1, max: 1, ways: [] })
}

/** Takes down how often a part is repeated, and whether that can be done in too many ways. */
function isEndless(part: Part | undefined, times: string): boolean {
  if (!part) return false
  const [min, max] = timesOf(times)
  Object.assign(part, { min, max })
  return max >= MANY && (part.ways.some(isLoose) || isTwice(part.ways))
}

function timesOf(times: string): [number, number] {
  if (times.startsWith('?')) return [0, 1]
  if (/^[*+]/u.test(times)) return [times.startsWith('+') ? 1 : 0, Infinity]
  const [, min = '0', comma, max] = /^\{(\d+)(,?)(\d*)\}/u.exec(times) ?? []
  if (!comma) return [Number(min), Number(min)]
  return [Number(min), max ? Number(max) : Infinity]
}

/** Nothing in it says where one turn ends and the next begins. */
function isLoose(way: readonly Part[]): boolean {
  const varying = way.filter(isVarying)
  const fixed = way.filter((part) => !isVarying(part) && part.min > 0)
  return varying.length > 0 && !fixed.some((one) => varying.every((other) => !overlap(one, other)))
}

/** Two ways of one sign each that take the same sign. */
function isTwice(ways: readonly Part[][]): boolean {
  const single = ways.flatMap(([part, ...more]) => (part && more.length === 0 ? [part] : []))
  return single.some((one, nth) => single.slice(nth + 1).some((other) => isSingle(one, other)))
}

function isSingle(one: Part, other: Part): boolean {
  return one.ways.length === 0 && other.ways.length === 0 && overlap(one, other)
}

function isVarying({ min, max, ways }: Part): boolean {
  return min !== max || ways.some((way) => way.some(isVarying))
}

function overlap(one: Part, other: Part): boolean {
  return [...one.chars].some((char) => other.chars.has(char))
}
