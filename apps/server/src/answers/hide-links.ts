import { addressPlaces } from '@hilo/ai'
import { allowedLink } from '@hilo/protocol'

const PICTURE = /(?<=\]\()picture:[\da-f-]{36}(?=\))/g
const OTHER_SCHEME = /^(?!https?:|www\.|tel:|sms:)[a-z][a-z\d+-]*:/i
const WEB = /^https?:/i

/**
 * A text in which only addresses are left that lead to one of the hosts; each character stands where it
 * stood. What is neither shown to a model nor quoted is said to nobody: and what an app of a contact would
 * make a link of is an address, whatever it is written like.
 */
export function hideLinks(text: string, hosts: readonly string[]): string {
  const foreign = addressPlaces(text).filter(({ address }) => !isAllowed(address, hosts))
  const left = foreign.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  )
  return left.replace(PICTURE, (address) => ' '.repeat(address.length))
}

function isAllowed(address: string, hosts: readonly string[]): boolean {
  if (/^(?:tel|sms):/i.test(address)) return true
  if (OTHER_SCHEME.test(address)) return false
  return allowedLink(WEB.test(address) ? address : `https://${address}`, hosts) !== null
}
