import type { ContentOf } from './content.ts'
import type { TemplateDefinition, TemplateHeader } from './template.ts'
import { CARD_BODY_MAX, cardFields, cardParameters, cardProblems, fillCards } from './template-cards.ts'
import type { TemplateField, TemplateGiven, TemplateProblem } from './template-field.ts'
import {
  buttonPlace,
  countedGapsOf,
  fillButton,
  fillGap,
  fillText,
  gapsOf,
  isOptionalPlace,
  keyOf,
  lengthOf,
  valueAt,
} from './template-gaps.ts'
import type { TemplateParameter } from './template-parts.ts'
import { areProducts, productSections } from './template-products.ts'

/**
 * Which values a template wants, and what it says with them. Pure, and without a schema, so that a page shows
 * what the server will send, and refuses what it would refuse.
 */

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */
const LENGTH_MAX = {
  ...{ header: 60, body: 1_024, url: 2_000, quick_reply: 256, copy_code: 20 },
  ...{ form: 256, catalog: 100, products: 2_000 },
  ...{ card_header: 2_000, card_product: 100, card_body: CARD_BODY_MAX },
} as const
/** The platform refuses these in a parameter (132018). */
const SPACING = /[\n\r\t]| {4}/
/** The platform fetches a card's file itself. */
const ADDRESS = /^https:\/\/[^\s/]+\/\S*$/i

/** What has to be given to send a template, in the order in which it is read. */
export function templateFields(definition: TemplateDefinition): TemplateField[] {
  const { format, header, body, buttons, examples } = definition
  const example = (key: string) => valueAt(examples, key) ?? null
  return [
    ...headerFields(header, example('header')),
    ...countedGapsOf(body, format).map((gap) => {
      const key = keyOf(gap)
      return { key, gap, kind: 'text', place: 'body', isRequired: true, example: example(key) } as const
    }),
    ...buttons.flatMap((one, button): TemplateField[] => {
      const place = buttonPlace(one)
      if (!place) return []
      const key = `button.${button + 1}`
      const isRequired = !isOptionalPlace(place)
      return [{ key, gap: '1', kind: 'text', place, isRequired, example: example(key), button }]
    }),
    ...cardFields(definition),
  ]
}

function headerFields(header: TemplateHeader | null, example: string | null): TemplateField[] {
  if (header === null) return []
  const field = { key: 'header', place: 'header', isRequired: true, example } as const
  if (header.type !== 'text') return [{ ...field, gap: 'header', kind: header.type }]
  const [gap] = gapsOf(header.text)
  return gap === undefined ? [] : [{ ...field, gap, kind: 'text' }]
}

/** What stands in the way of sending a template with these values; empty when nothing does. */
export function templateProblems(definition: TemplateDefinition, given: TemplateGiven): TemplateProblem[] {
  const fields = templateFields(definition)
  const known = new Set(fields.map(({ key }) => key))
  const unknown = Object.keys(given.values).filter((key) => !known.has(key))
  return [
    ...definition.unknownParts.map((key) => ({ code: 'unknown_part', key }) as const),
    ...unknown.map((key) => ({ code: 'unknown', key }) as const),
    ...fields.flatMap((field) => problemOf(field, given)),
    ...(given.header && !fields.some(({ key, kind }) => key === 'header' && kind !== 'text')
      ? [{ code: 'unknown', key: 'header' } as const]
      : []),
    ...withoutCatalogue(fields, given),
    ...longBody(definition, given),
    ...cardProblems(definition, given.values),
  ]
}

function problemOf({ key, kind, place, isRequired }: TemplateField, given: TemplateGiven): TemplateProblem[] {
  if (kind !== 'text') {
    if (!given.header) return [{ code: 'missing', key }]
    const is = given.header.type === 'media' ? given.header.kind : given.header.type
    return is === kind ? [] : [{ code: 'wrong_file', key }]
  }
  const value = valueAt(given.values, key) ?? ''
  if (value.trim() === '') return isRequired ? [{ code: 'missing', key }] : []
  if (place === 'card_header' && !ADDRESS.test(value)) return [{ code: 'no_address', key }]
  if (place === 'products' && !areProducts(productSections(value))) return [{ code: 'bad_products', key }]
  if (SPACING.test(value)) return [{ code: 'spacing', key }]
  return lengthOf(value) > LENGTH_MAX[place] ? [{ code: 'too_long', key }] : []
}

/** The platform is told from which catalogue a product of a card is. */
function withoutCatalogue(
  fields: readonly TemplateField[],
  { hasCatalogue }: TemplateGiven,
): TemplateProblem[] {
  const product = fields.find(({ place }) => place === 'card_product')
  return product && hasCatalogue === false ? [{ code: 'no_catalogue', key: product.key }] : []
}

function longBody(definition: TemplateDefinition, given: TemplateGiven): TemplateProblem[] {
  return lengthOf(fillText(definition.body, given.values)) > LENGTH_MAX.body
    ? [{ code: 'too_long', key: 'body' }]
    : []
}

const WORDS: Record<TemplateProblem['code'], (key: string) => string> = {
  missing: (key) => `The value "${key}" is missing.`,
  unknown: (key) => `The template has no value "${key}".`,
  spacing: (key) => `The value "${key}" must have no line break, no tab and no four spaces in a row.`,
  too_long: (key) => (key === 'body' ? 'The whole text is too long.' : `The value "${key}" is too long.`),
  no_address: (key) => `The value "${key}" must be the whole https address of the card's picture or video.`,
  wrong_file: (key) => `The "${key}" is of another kind than the template wants.`,
  bad_products: (key) =>
    `The value "${key}" must be up to 30 ids of products, such as "a, b", or "Title: a, b; Other: c".`,
  no_catalogue: () =>
    'The inbox names no catalogue that its products could be of: do so on its settings page.',
  unknown_part: (key) => `It has a part that cannot be sent from here: ${key}.`,
}

/** What is wrong, in words that say what to do. */
export function templateProblemWords(problems: readonly TemplateProblem[]): string {
  return problems.map(({ code, key }) => WORDS[code](key)).join(' ')
}

type Named = { name: string; language: string; category: string }

/** A template with its values in place. Gaps without a value stay as they are, for a preview. */
export function fillTemplate(
  { name, language, category }: Named,
  definition: TemplateDefinition,
  given: TemplateGiven,
): ContentOf<'template'> {
  const { header, footer } = definition
  const { values } = given
  const cards = fillCards(definition, values)
  const text = (words: string) => ({ type: 'text', text: fillGap(words, valueAt(values, 'header')) }) as const
  const shown = header?.type === 'text' ? text(header.text) : given.header
  return {
    ...{ type: 'template', name, language, category },
    ...(shown && { header: shown }),
    text: fillText(definition.body, values),
    ...(footer !== null && { footer }),
    buttons: definition.buttons.map((button, at) => fillButton(button, valueAt(values, `button.${at + 1}`))),
    ...(cards && { cards }),
    values,
    parameters: [...parametersOf(definition, values), ...formParameters(name, definition)],
  }
}

function parametersOf(definition: TemplateDefinition, values: TemplateGiven['values']): TemplateParameter[] {
  const own = templateFields(definition).filter(({ card }) => card === undefined)
  const parameters = own.flatMap(({ key, kind, place, gap, button }) => {
    const text = valueAt(values, key)
    if (kind !== 'text' || !text) return []
    const isNamed = definition.format === 'named' && button === undefined
    const title = place === 'products' ? definition.buttons[button ?? -1]?.title : undefined
    return [
      {
        place,
        text,
        ...(isNamed && { name: gap }),
        ...(button !== undefined && { button }),
        ...(title && { title }),
      },
    ]
  })
  return [...parameters, ...cardParameters(definition, values)]
}

/** What comes back with a form says which template opened it. */
function formParameters(name: string, { buttons, cards = [] }: TemplateDefinition): TemplateParameter[] {
  const of = (list: TemplateDefinition['buttons'], card?: number) =>
    list.flatMap(({ kind }, button): TemplateParameter[] =>
      kind === 'form'
        ? [{ place: 'form', text: `template:${name}`, button, ...(card !== undefined && { card }) }]
        : [],
    )
  return [...of(buttons), ...cards.flatMap((one, card) => of(one.buttons, card))]
}
