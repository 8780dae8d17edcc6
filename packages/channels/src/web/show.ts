import type { Content } from '@hilo/protocol'
import { toPlainText } from '../plain-text.ts'

/** What a widget shows of what is said to its visitor. */
export function showOnWeb(content: Content): Content {
  switch (content.type) {
    case 'text':
    case 'choices':
    case 'form':
      return { ...content, text: showTextOnWeb(content.text) }
    default:
      return content
  }
}

const APART = /(?<=\p{Sc}) (?=\d)|(?<=\d) (?=\p{Sc})/gu

/**
 * A widget reads no markup, so none is left in the text; and a sign of money and its number stay in one line
 * of its narrow window.
 */
export function showTextOnWeb(text: string): string {
  return toPlainText(text).replace(APART, '\u00a0')
}
