import type { TemplateDefinition } from './template.ts'
import type { TemplateButton } from './template-parts.ts'
import { productSections } from './template-products.ts'

/** The gaps of a template, `{{1}}` or `{{name}}`, and what fills them. Without a schema: pages have it too. */

type Values = Readonly<Record<string, string>>

const GAP = /\{\{\s*(\w+)\s*\}\}/g

/** The names of the gaps, each once, in the order in which they stand. */
export function gapsOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(GAP), (match) => match[1] ?? ''))]
}

/** The same in the order in which the platform counts them. */
export function countedGapsOf(text: string, format: TemplateDefinition['format']): string[] {
  const gaps = gapsOf(text)
  return format === 'positional' ? gaps.toSorted((a, b) => Number(a) - Number(b)) : gaps
}

/** A gap of the body that is called as the header is. */
export function keyOf(gap: string): string {
  return gap === 'header' ? 'body.header' : gap
}

/** Gaps have names that strangers chose: `constructor` is one. */
export function valueAt(values: Values, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined
}

/** The text with its values, whose keys begin with `prefix`; a gap without a value stays. */
export function fillText(text: string, values: Values, prefix = ''): string {
  return text.replace(GAP, (gap, name: string) => valueAt(values, prefix + keyOf(name)) || gap)
}

/** The same where a text has one gap at most, whatever it is called. */
export function fillGap(text: string, value: string | undefined): string {
  return text.replace(GAP, (gap) => value || gap)
}

type ButtonPlace = 'url' | 'quick_reply' | 'copy_code' | 'catalog' | 'products'
const PLACES = new Set<string>(['quick_reply', 'copy_code', 'catalog', 'products'] satisfies ButtonPlace[])

/**
 * What a button wants: the end of its link, a code, what comes back, the product whose picture stands for the
 * catalogue, or those that it shows; null for nothing.
 */
export function buttonPlace({ kind, url = '' }: TemplateDefinition['buttons'][number]): ButtonPlace | null {
  if (kind === 'url') return gapsOf(url).length > 0 ? kind : null
  return PLACES.has(kind) ? (kind as ButtonPlace) : null
}

/** Whether a button may be left without its value. */
export function isOptionalPlace(place: ButtonPlace): boolean {
  return place === 'quick_reply' || place === 'catalog'
}

/** A button as the contact has it. */
export function fillButton(
  { kind, title, url, phone }: TemplateDefinition['buttons'][number],
  value: string | undefined,
): TemplateButton {
  return {
    ...{ kind, title },
    ...(url !== undefined && { url: fillGap(url, value) }),
    ...(phone !== undefined && { phone }),
    ...(kind === 'copy_code' && value !== undefined && { code: value }),
    ...(kind === 'quick_reply' && { payload: value || title }),
    ...(kind === 'products' && { products: productSections(value ?? '').flatMap(({ ids }) => ids) }),
  }
}

/** In characters as people count them, which is how the platform does. */
export function lengthOf(text: string): number {
  return [...text].length
}
