import { type Content, type ContentOf, previewOf } from './content.ts'
import type { TemplateButton } from './template-parts.ts'

/** What a template says where there are no templates: as the file of its header with words, or as words. */
export function withoutTemplate(template: ContentOf<'template'>): Content {
  const { header, text, footer, buttons, cards = [] } = template
  const above = header?.type === 'text' ? header.text : header?.type === 'location' ? previewOf(header) : ''
  const offers = cards.map((card) => [card.text, ...linksOf(card.buttons)].join('\n'))
  const words = [above, text || previewOf(template), ...offers, footer ?? '', linksOf(buttons).join('\n')]
  const whole = words.filter((part) => part !== '').join('\n\n')
  return header?.type === 'media' ? { ...header, caption: whole } : { type: 'text', text: whole }
}

function linksOf(buttons: readonly TemplateButton[]): string[] {
  return buttons.flatMap(({ kind, title, url, phone, code }) => {
    const target = url ?? phone ?? code
    return kind !== 'quick_reply' && target ? [`${title}: ${target}`] : []
  })
}
