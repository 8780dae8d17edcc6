/** The addresses of a text, each in one form whatever way it is written, and what is left of the text. */
export type Addresses = { urls: string[]; emails: string[]; rest: string }

const EMAIL = /(?:mailto:)?[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/giu
// Any scheme: what is rendered as a link must have been in the knowledge, `javascript:` too.
const URL_LIKE = /(?<![\p{L}\d])(?:[a-z][a-z0-9+.-]{1,20}:\/{0,2}(?=[^\s/:])|www\.)[^\s<>"'`“”«»]{1,2000}/giu
const ENDS = /[.,;:!?)\]}*_…]+$/
const BARE_HOST =
  /(?<![\p{L}\d@./-])(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.){1,6}(?:com|net|org|io|app|dev|info|biz|co|ar|uy|mx|br|cl|pe|es|pt|uk|us|eu|shop|store|online|site|xyz|me|ly|gl|link|ru|cn|ai|tv|gov|edu|fr|de|ch|nl|ca|au|jp|py|bo|ec|ve|cr|cat|zip|top|click|live|pro|tech|website|example)(?:\/[^\s<>"'`“”«»]{0,2000})?(?![\p{L}\d@])/giu

// A bracket is Markdown's, or the sentence's.
const PLACED = /[^\s()[\]{}|<>"'`“”«»]+/g

/** Where the addresses of the web stand in a text, with brackets of Markdown around them left out. */
export function addressPlaces(text: string): { start: number; end: number; address: string }[] {
  return [...text.matchAll(PLACED)].flatMap(({ 0: word, index }) => {
    const found = [...word.matchAll(URL_LIKE)].filter(([one]) => !isTime(one))
    return (found.length > 0 ? found : [...word.matchAll(BARE_HOST)]).map((match) => {
      const address = match[0].replace(ENDS, '')
      const start = index + match.index
      return { start, end: start + address.length, address }
    })
  })
}

export function addressesIn(text: string): Addresses {
  const emails: string[] = []
  const urls: string[] = []
  const take = (list: string[], form: (found: string) => string) => (found: string) => {
    list.push(form(found))
    return ' '
  }
  const rest = text
    .replace(
      EMAIL,
      take(emails, (found) => found.replace(/^mailto:/i, '').toLowerCase()),
    )
    .replace(URL_LIKE, (found) => (isTime(found) ? found : take(urls, oneForm)(found)))
    .replace(BARE_HOST, take(urls, oneForm))
  return { urls, emails, rest }
}

/** "Horario:9" and "nota:ver" are no addresses. */
function isTime(found: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|javascript:|data:|vbscript:|file:|blob:|tel:|sms:|intent:)/i.test(
    found,
  )
}

function oneForm(found: string): string {
  const bare = found.replace(ENDS, '').replace(/^(?:https?:\/\/)?(?:www\.)?/i, '')
  const [host = '', ...path] = bare.split('/')
  return [host.toLowerCase(), ...path].join('/').replace(/\/+$/, '')
}
