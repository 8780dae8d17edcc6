/**
 * Turns the Markdown that people and models write into plain text, for the channels that have no markup which
 * every one of their apps shows. Only what is certain to be meant is taken away, and code keeps its content.
 * The result is never longer, so a text that was cut to fit still fits.
 */
export function toPlainText(markdown: string): string {
  return markdown
    .split(CODE)
    .map((piece, at) => (at % 2 === 1 ? unquote(piece) : convert(piece)))
    .join('')
}

const CODE = /(```[\s\S]*?```|`[^`\n]+`)/
const FENCE = /^```[^\S\n]*\w*\n?([\s\S]*?)\n?```$/
const HEADING = /^#{1,6}[^\S\n]+(?=\S)/gm
const STRONG = /(?<![*\\])\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?!\*)/g
const STRIKE = /(?<![~\\])~~(?=[^\s~])([^~\n]*[^\s~])~~(?!~)/g
const LINK = /(?<![!\\])\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/g

function convert(text: string): string {
  return text
    .replace(LINK, (_link, label: string, url: string) => (label.trim() === url ? url : `${label} (${url})`))
    .replace(STRONG, '$1')
    .replace(STRIKE, '$1')
    .replace(HEADING, '')
}

/** A block or a word of code without what marks it; what would be empty stays. */
function unquote(code: string): string {
  const inner = code.startsWith('```') ? FENCE.exec(code)?.[1] : code.slice(1, -1)
  return inner || code
}
