import { fold } from '../text/fold.ts'
import { INJECTION_FLAGS, type InjectionFlag, PATTERNS } from './patterns.ts'

const LENGTH_MAX = 20_000
const SENTENCE_END = /(?<=[.!?])\s+/
// Nobody sees them, and a model reads them. https://www.unicode.org/reports/tr36/
const UNSEEN =
  /[\u{e0001}-\u{e007f}]|[\u202a-\u202e\u2066-\u2069]|[\u200b\u2060\ufeff]{4,}|(?:\p{L}[\u200b\u2060\ufeff]){4,}/u
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|color\s*:\s*(?:white|#fff)|<!--[\s\S]{20,}?-->/i

/**
 * What in a text looks as if it were written to a model instead of to people: what a
 * contact wrote, an article, the name of a file, the result of a tool. Signs that nobody sees and other
 * letters of the same look hide nothing.
 *
 * A flag is a reason to be careful, not a wall: a text without one is no more to be trusted. What protects
 * is that nothing which a model says is done or sent without being checked.
 */
export function flagInjection(text: string): InjectionFlag[] {
  const part = text.slice(0, LENGTH_MAX)
  const seen = plainOf(part)
  // Names of files part their words with other signs; and an order may stand after a harmless sentence.
  const looked = [
    ...[seen, seen.replace(/[_-]+/g, ' '), ...seen.split(SENTENCE_END)],
    ...[withLetters(seen), ...decodedIn(part)],
  ]
  const found = FLAGS_OF_PATTERNS.filter((flag) =>
    PATTERNS[flag].some((one) => looked.some((text) => one.test(text))),
  )
  return UNSEEN.test(part) || HIDING.test(part) ? [...found, 'hidden_text'] : found
}

const FLAGS_OF_PATTERNS = INJECTION_FLAGS.filter((flag) => flag !== 'hidden_text')

// Letters of other scripts that look like these.
const ALIKE = 'аеорсухіѕјոοιανρκτкмнвгԁɡ'
const LATIN = 'aeopcyxisjnoiavpktkmhbrdg'

const ENCODED = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,2000}={0,2}(?![A-Za-z0-9+/=])/g
const ENCODED_MAX = 20

/** What stands in a text in Base64, as far as it is words. https://www.rfc-editor.org/rfc/rfc4648#section-4 */
function decodedIn(text: string): string[] {
  const found = (text.match(ENCODED) ?? []).slice(0, ENCODED_MAX)
  const decoded = found.map((one) => Buffer.from(one, 'base64').toString('utf8'))
  return decoded.filter((one) => /^[\p{L}\p{N}\p{P}\p{S}\s]+$/u.test(one) && one.includes(' ')).map(plainOf)
}

const DIGITS = '013457'
const LETTERS = 'oieast'

/** Figures among letters that stand for letters: "1gn0r3". */
function withLetters(text: string): string {
  return text.replace(/[a-z0-9]*[a-z][a-z0-9]*/g, (word) =>
    /\d/.test(word) ? word.replace(/[013457]/g, (digit) => LETTERS[DIGITS.indexOf(digit)] ?? digit) : word,
  )
}

function plainOf(text: string): string {
  const shown = text.replace(/[\u{e0000}-\u{e007f}]/gu, (tag) =>
    String.fromCodePoint(Math.max(32, (tag.codePointAt(0) ?? 0) - 0xe0000)),
  )
  const joined = shown.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
  return fold(joined).replace(/[^\p{ASCII}]/gu, (letter) => LATIN[ALIKE.indexOf(letter)] ?? letter)
}
