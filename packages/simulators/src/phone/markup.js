// WhatsApp's own markup: *bold*, _italic_, ~struck~, `code` and links. Never HTML: every piece becomes a text
// node.
import { element } from './icons.js'

const TAGS = { '*': 'strong', _: 'em', '~': 's', '`': 'code' }
const PIECE =
  /(https?:\/\/[^\s<]+[^\s<.,;:!?)\]'"])|(?<![\p{L}\p{N}])([*_~`])(?=\S)(.+?)(?<=\S)\2(?![\p{L}\p{N}])/gu

/** The nodes of a text, line breaks kept by the style. */
export function markup(text) {
  const nodes = []
  let end = 0
  for (const match of text.matchAll(PIECE)) {
    nodes.push(text.slice(end, match.index))
    nodes.push(match[1] ? linkTo(match[1]) : element(TAGS[match[2]], {}, ...inner(match)))
    end = match.index + match[0].length
  }
  nodes.push(text.slice(end))
  return nodes.filter((node) => node !== '')
}

function inner(match) {
  return match[2] === '`' ? [match[3]] : markup(match[3])
}

function linkTo(url) {
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer', textContent: url })
}
