/**
 * Words of a line of Markdown and what they look like. HTML is words like any other; what leads elsewhere
 * leads to the web or to a mailbox, or is words too. Everything that looks ahead looks ahead so far, so
 * that a hostile text takes no longer than another one of its length.
 */

export type Inline =
  | { type: 'text' | 'code'; text: string }
  | { type: 'strong' | 'emphasis'; inlines: Inline[] }
  | { type: 'link'; href: string; inlines: Inline[] }
  | { type: 'image'; src: string; alt: string }
  | { type: 'break' }

const DEPTH_MAX = 6
const AHEAD_MAX = 2_000
const CLOSES_MAX = 50

type Found = { inline: Inline; end: number }

/** The inlines of a text; each read from the first character that begins one. */
export function readInlines(text: string, depth = 0): Inline[] {
  const inlines: Inline[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') inlines.push({ type: 'text', text: plain })
    plain = ''
  }
  for (let at = 0; at < text.length; ) {
    if (text[at] === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1]
      at += 2
      continue
    }
    const found = depth < DEPTH_MAX ? inlineAt(text, at, depth) : null
    if (!found) {
      plain += text[at++]
      continue
    }
    flush()
    inlines.push(found.inline)
    at = found.end
  }
  flush()
  return inlines
}

/** The address where a link may lead; null where it may not. */
function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : null
}

function inlineAt(text: string, at: number, depth: number): Found | null {
  switch (text[at]) {
    case '\n':
      return { inline: { type: 'break' }, end: at + 1 }
    case '`':
      return codeAt(text, at)
    case '!':
      return text[at + 1] === '[' ? imageAt(text, at) : null
    case '[':
      return linkAt(text, at, depth)
    case '<':
      return bracketedAt(text, at)
    case '*':
    case '_':
      return emphasisAt(text, at, depth)
    case 'h':
      return bareAt(text, at)
    default:
      return null
  }
}

function codeAt(text: string, at: number): Found | null {
  const fence = /^`+/.exec(text.slice(at, at + 20))?.[0] ?? '`'
  const close = ahead(text, at + fence.length).indexOf(fence)
  if (close <= 0) return null
  const start = at + fence.length
  const inline: Inline = { type: 'code', text: text.slice(start, start + close).trim() }
  return { inline, end: start + close + fence.length }
}

const TARGET =
  /^\[((?:[^[\]\\]|\\.|\[[^[\]]{0,200}\]){0,1000})\]\(\s*<?([^\s<>()]{1,1500}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,500})?)>?(?:\s+"[^"]{0,300}")?\s*\)/

/** A picture that was uploaded here, under its id. */
const PICTURE = /^picture:[\da-f-]{36}$/

function linkAt(text: string, at: number, depth: number): Found | null {
  const match = TARGET.exec(ahead(text, at))
  if (!match) return null
  const [whole, words = '', url = ''] = match
  const href = webAddress(url)
  if (href === null) return null
  return { inline: { type: 'link', href, inlines: readInlines(words, depth + 1) }, end: at + whole.length }
}

function imageAt(text: string, at: number): Found | null {
  const match = TARGET.exec(ahead(text, at + 1))
  if (!match) return null
  const [whole, alt = '', url = ''] = match
  const src = PICTURE.test(url) ? url : webAddress(url)
  if (src === null || src.startsWith('mailto:')) return null
  return { inline: { type: 'image', src, alt: alt.replaceAll('\\', '') }, end: at + 1 + whole.length }
}

function bracketedAt(text: string, at: number): Found | null {
  const match = /^<((?:https?:\/\/|mailto:)[^\s<>]{1,1500})>/i.exec(ahead(text, at))
  const href = match?.[1] === undefined ? null : webAddress(match[1])
  if (!match || href === null) return null
  const shown = (match[1] ?? '').replace(/^mailto:/i, '')
  return { inline: linkTo(href, shown), end: at + match[0].length }
}

function bareAt(text: string, at: number): Found | null {
  if (!text.startsWith('http', at) || /[\w/]/.test(text[at - 1] ?? '')) return null
  const match = /^https?:\/\/[^\s<>"'`*]{3,1500}/.exec(ahead(text, at))
  // What ends a sentence does not belong to the address.
  const url = match?.[0].replace(/[.,;:!?)\]]+$/, '')
  const href = url === undefined ? null : webAddress(url)
  return url === undefined || href === null ? null : { inline: linkTo(href, url), end: at + url.length }
}

function linkTo(href: string, text: string): Inline {
  return { type: 'link', href, inlines: [{ type: 'text', text }] }
}

function emphasisAt(text: string, at: number, depth: number): Found | null {
  const mark = text[at] ?? '*'
  // Inside a word a line below is a letter of it.
  if (mark === '_' && /\w/.test(text[at - 1] ?? '')) return null
  const fence = text[at + 1] === mark ? mark + mark : mark
  const start = at + fence.length
  if (/\s/.test(text[start] ?? ' ')) return null
  const close = closeOf(ahead(text, start), fence)
  if (close <= 0) return null
  const type = fence.length === 2 ? 'strong' : 'emphasis'
  const inlines = readInlines(text.slice(start, start + close), depth + 1)
  return { inline: { type, inlines }, end: start + close + fence.length }
}

/** Where the emphasis ends: at the mark alone, behind a word. */
function closeOf(text: string, fence: string): number {
  const mark = fence[0] ?? '*'
  let at = 0
  for (let tries = 0; tries < CLOSES_MAX; tries++) {
    at = text.indexOf(fence, at + 1)
    if (at < 0) return -1
    const isLonger = fence.length === 1 && (text[at + 1] === mark || text[at - 1] === mark)
    const isInWord = mark === '_' && /\w/.test(text[at + fence.length] ?? '')
    if (!isLonger && !isInWord && !/\s/.test(text[at - 1] ?? ' ')) return at
  }
  return -1
}

function ahead(text: string, at: number): string {
  return text.slice(at, at + AHEAD_MAX)
}
