import type { Template, TemplateField } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

type FieldWords = Words['templates']['fields']

/** What a value of a template is called, by its name or its place. */
export function templateFieldLabel(
  field: TemplateField,
  { definition }: Template,
  words: FieldWords,
): string {
  const { card } = field
  if (card === undefined) return plainLabel(field, definition.buttons, words)
  return words.ofCard(card + 1, plainLabel(field, definition.cards?.[card]?.buttons ?? [], words))
}

function plainLabel(
  { place, gap, button, file }: TemplateField,
  buttons: Template['definition']['buttons'],
  words: FieldWords,
): string {
  const title = buttons[button ?? -1]?.title ?? ''
  if (file !== undefined) return words.address[file]
  if (place === 'url') return words.url(title)
  if (place === 'copy_code') return words.code(title)
  if (place === 'catalog') return words.thumbnail
  if (place === 'products') return words.products(title)
  if (place === 'card_product') return words.product
  if (place === 'quick_reply') return words.payload(title)
  return place === 'header' ? words.header : words.gap(gap)
}
