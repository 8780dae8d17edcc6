/**
 * HTML in Markdown would be shown letter by letter, because articles have none. What it says stays; what it
 * looks like goes, but for headings, items, links and code, which Markdown has too. What stands in code is
 * what the text is about, and stays.
 */

const FENCE = /^ {0,3}(`{3,}|~{3,})/
// A comment is closed, or the rest of the block; what programs read is no text.
const SILENT =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)|<![a-z][^<>]*>|<\?[^<>]*>/gi
const LINK = /<a\b[^<>]*?\bhref\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)[^<>]*>([\s\S]{0,2000}?)<\/a\s*>/gi
// A word between two brackets that HTML does not know is somebody's word.
const TAG =
  /<(\/?)(a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|object|ol|option|p|picture|pre|q|s|samp|section|select|small|source|span|strike|strong|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|wbr)(?:\s(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^<>"'])*)?\/?>/gi
const INLINE_CODE = /(`+)(?!`)[\s\S]{0,2000}?(?<!`)\1(?!`)/g
const BREAKING =
  /^(?:p|div|section|article|ul|ol|dl|table|details|figure|blockquote|header|footer|main|aside|form|center)$/
const NAMED: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
  ...{ copy: '©', reg: '®', trade: '™', euro: '€', middot: '·', bull: '•', laquo: '«', raquo: '»', deg: '°' },
}
const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi

/** Markdown without HTML. */
export function dropHtml(markdown: string): string {
  return partsOf(markdown)
    .map(({ text, isCode }) => (isCode ? text : withoutTags(text)))
    .join('')
}

type Part = { text: string; isCode: boolean }

/** The text cut where fenced code begins and ends. */
function partsOf(markdown: string): Part[] {
  const parts: Part[] = []
  let fence: string | null = null
  for (const line of markdown.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const mark: string | undefined = FENCE.exec(line)?.[1]
    const closes = fence !== null && mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length
    const isCode = fence !== null || mark !== undefined
    const last = parts.at(-1)
    if (last?.isCode === isCode) last.text += line
    else parts.push({ text: line, isCode })
    if (fence === null) fence = mark ?? null
    else if (closes) fence = null
  }
  return parts
}

/** What stands in backquotes is put back as it was. */
function withoutTags(text: string): string {
  const codes: string[] = []
  const rest = text
    .replaceAll('\ue000', '')
    .replace(INLINE_CODE, (code) => `\ue000${codes.push(code) - 1}\ue000`)
  const words = rest
    .replace(SILENT, '')
    .replace(LINK, (_, address: string, inner: string) => linkOf(inner, address.replace(/["']/g, '')))
    .replace(TAG, (_, slash: string, name: string) => signOf(name.toLowerCase(), slash === '/'))
    .replace(ENTITY, decoded)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
  return words.replace(/\ue000(\d+)\ue000/g, (_, at) => codes[Number(at)] ?? '')
}

/** A link leads to the web or is its words alone. */
function linkOf(inner: string, address: string): string {
  const words = inner.replace(TAG, '').trim()
  if (words === '') return ''
  return /^https?:\/\/[^\s()]+$/i.test(address) ? `[${words.replace(/[[\]]/g, '')}](${address})` : words
}

/** What Markdown says in place of a tag. */
function signOf(name: string, isEnd: boolean): string {
  if (name === 'br' || name === 'tr' || name === 'dt' || name === 'dd' || name === 'summary') return '\n'
  if (name === 'hr' || BREAKING.test(name)) return '\n\n'
  if (/^h[1-6]$/.test(name)) return isEnd ? '\n\n' : `\n\n${'#'.repeat(Number(name[1]))} `
  if (name === 'li') return isEnd ? '' : '\n- '
  if (name === 'td' || name === 'th') return isEnd ? ' ' : ''
  return ''
}

function decoded(entity: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? entity
  const code = Number(name.slice(1).replace(/^x/i, '0x'))
  // A control character is none that somebody wrote to be read.
  return code >= 32 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
}
