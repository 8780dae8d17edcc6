import type { Content } from '@hilo/protocol'
import { toPlainText } from '../plain-text.ts'

/** What a widget shows of what is said to its visitor: it reads no markup, so none is left in the text. */
export function showOnWeb(content: Content): Content {
  switch (content.type) {
    case 'text':
    case 'choices':
    case 'form':
      return { ...content, text: toPlainText(content.text) }
    default:
      return content
  }
}
