import type { Template, TemplateField } from '@hilo/protocol'

/** So much of a template stands on each side of a gap, at most. */
const AROUND = 40

/** What a contact reads before and after a gap, with the gap between; null where nobody reads it. */
export function gapContext({ place, gap, card, button }: TemplateField, template: Template): string | null {
  const text = textOf({ place, card, button }, template)
  const found = text && new RegExp(`\\{\\{\\s*${gap}\\s*\\}\\}`).exec(text)
  if (!text || !found) return null
  const before = text.slice(0, found.index)
  const after = text.slice(found.index + found[0].length)
  return `${endOf(before)}{{${gap}}}${beginningOf(after)}`.replace(/\s+/g, ' ').trim()
}

type Where = Pick<TemplateField, 'place'> & { card: number | undefined; button: number | undefined }

function textOf({ place, card, button }: Where, { definition }: Template): string | null {
  const { header, body, buttons, cards = [] } = definition
  if (place === 'header') return header?.type === 'text' ? header.text : null
  if (place === 'body') return body
  const own = card === undefined ? undefined : cards[card]
  if (place === 'card_body') return own?.body ?? null
  return place === 'url' ? ((own?.buttons ?? buttons)[button ?? -1]?.url ?? null) : null
}

function endOf(text: string): string {
  if (text.length <= AROUND) return text
  // Not in the middle of a word, as far as there is a space.
  return `…${text.slice(-AROUND).replace(/^\S*\s+/, '')}`
}

function beginningOf(text: string): string {
  return text.length <= AROUND ? text : `${text.slice(0, AROUND).replace(/\s+\S*$/, '')}…`
}
