/** Numbers that are names: of phones, accounts, orders. They are compared digit by digit. */

// Groups of digits with signs of phone numbers between them, or many digits in a row.
const LONG = /(?<![\p{L}\d.,])(?:\+\s?)?\(?\d(?:[\s()./-]{0,2}\d){6,24}(?![\d])/gu
const GROUPED = /^[1-9]\d{0,2}(?:[.\s]\d{3})+$/
// https://www.iso.org/standard/81090.html, as people write it.
const ACCOUNT = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![\p{L}\d])/gu
const SHORT = 6

/** The long numbers of a text, and the text with blanks in their place. */
export function longNumbersIn(text: string): { digits: string[]; rest: string } {
  const digits: string[] = []
  const take = (found: string) => {
    digits.push(found.replace(/[^\p{L}\d]/gu, '').toLowerCase())
    return ' '.repeat(found.length)
  }
  const rest = text.replace(ACCOUNT, take).replace(LONG, (found, at: number) => {
    const isMoney = /[$€£%]\s?$|(?:USD|EUR|ARS|UYU)\s?$/u.test(text.slice(Math.max(0, at - 4), at))
    return isMoney || GROUPED.test(found) ? found : take(found)
  })
  return { digits, rest }
}

/** A phone number may be said without the code of its country. */
export function isLongNumberOf(said: string, known: readonly string[]): boolean {
  return known.some((one) => one === said || (said.length > SHORT && one.endsWith(said.replace(/^0/, ''))))
}
