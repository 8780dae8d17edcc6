/**
 * Turns the Markdown that people and models write into WhatsApp's markup. Only what is certain to be meant is
 * changed; code stays as it is, `_italic_` and lists are the same in both. The result is never longer, so a
 * text that was cut to fit still fits.
 * https://faq.whatsapp.com/539178204879377
 */
export function toWhatsAppMarkup(markdown: string): string {
  return markdown
    .split(CODE)
    .map((piece, at) => (at % 2 === 1 ? piece : convert(piece)))
    .join('')
}

const CODE = /(```[\s\S]*?```|`[^`\n]+`)/
const BOLD = /(?<![*\\])\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?!\*)/g
const STRIKE = /(?<![~\\])~~(?=[^\s~])([^~\n]*[^\s~])~~(?!~)/g
const LINK = /(?<![!\\])\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/g

function convert(text: string): string {
  return text
    .replace(LINK, (_link, label: string, url: string) => (label.trim() === url ? url : `${label} (${url})`))
    .replace(BOLD, '*$1*')
    .replace(STRIKE, '~$1~')
}
