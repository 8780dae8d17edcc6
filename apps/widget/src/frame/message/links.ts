export type Part = { text: string; url?: string }

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi
const TRAILING = /[.,;:!?…*_~\])}]+$/

/**
 * Cuts a text where its web addresses begin and end. Only http and https become links, and never an address
 * with a user name in it (`https://bank.com@evil.example`), which reads as another site than the one it
 * opens.
 */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0])
    const url = readUrl(address)
    if (!url) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: address, url })
    end = match.index + address.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/**
 * A full stop after an address is the sentence's; a bracket is the address's own when it opened inside it.
 */
function withoutTrailing(address: string): string {
  const trailing = TRAILING.exec(address)?.[0] ?? ''
  const bare = address.slice(0, address.length - trailing.length)
  return trailing.startsWith(')') && bare.includes('(') && !bare.includes(')') ? `${bare})` : bare
}

function readUrl(address: string): string | undefined {
  try {
    const { username, password, href } = new URL(address)
    return username || password ? undefined : href
  } catch {
    return undefined
  }
}
