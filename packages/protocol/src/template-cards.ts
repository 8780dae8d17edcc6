import type { ContentOf } from './content.ts'
import type { TemplateDefinition } from './template.ts'
import type { TemplateField, TemplateProblem } from './template-field.ts'
import {
  buttonPlace,
  countedGapsOf,
  fillButton,
  fillText,
  isOptionalPlace,
  keyOf,
  lengthOf,
  valueAt,
} from './template-gaps.ts'
import type { TemplateCard, TemplateParameter } from './template-parts.ts'

/**
 * The cards of a template, side by side below its words. Their values have keys of their own: `card.1.header`
 * is the address of the first card's picture or video, `card.1.name` a gap of its words, `card.1.button.1`
 * what its first button wants.
 */

type Card = NonNullable<TemplateDefinition['cards']>[number]
type Values = Readonly<Record<string, string>>

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/media-card-carousel-templates */
export const CARD_BODY_MAX = 160

/** What has to be given for the cards, card by card. */
export function cardFields({ cards = [], format, examples }: TemplateDefinition): TemplateField[] {
  return cards.flatMap((card, at) => {
    const example = (key: string) => valueAt(examples, key) ?? null
    const prefix = prefixOf(at)
    const shared = { card: at, kind: 'text' } as const
    const header: TemplateField = {
      ...{ ...shared, key: `${prefix}header`, gap: 'header', isRequired: true, example: null },
      ...(card.header === 'product'
        ? { place: 'card_product' }
        : { place: 'card_header', file: card.header }),
    }
    const words = countedGapsOf(card.body, format).map((gap): TemplateField => {
      const key = prefix + keyOf(gap)
      return { ...shared, key, gap, place: 'card_body', isRequired: true, example: example(key) }
    })
    return [header, ...words, ...buttonFields(card, at, example)]
  })
}

function buttonFields(
  { buttons }: Card,
  at: number,
  example: (key: string) => string | null,
): TemplateField[] {
  return buttons.flatMap((one, button): TemplateField[] => {
    const place = buttonPlace(one)
    if (!place) return []
    const key = `${prefixOf(at)}button.${button + 1}`
    const isRequired = !isOptionalPlace(place)
    return [{ key, gap: '1', kind: 'text', place, isRequired, example: example(key), button, card: at }]
  })
}

/** Cards whose words are too long with their values. */
export function cardProblems({ cards = [] }: TemplateDefinition, values: Values): TemplateProblem[] {
  return cards.flatMap(({ body }, at) =>
    lengthOf(fillText(body, values, prefixOf(at))) > CARD_BODY_MAX
      ? [{ code: 'too_long' as const, key: `card.${at + 1}` }]
      : [],
  )
}

/** The cards as the contact has them; undefined where there are none. */
export function fillCards({ cards }: TemplateDefinition, values: Values): ContentOf<'template'>['cards'] {
  return cards?.map(({ header, body, buttons }, at) => ({
    header: headerOf(header, valueAt(values, `${prefixOf(at)}header`) ?? ''),
    text: fillText(body, values, prefixOf(at)),
    buttons: buttons.map((button, index) => fillButton(button, buttonValue(values, at, index))),
  }))
}

function headerOf(kind: Card['header'], value: string): TemplateCard['header'] {
  return kind === 'product' ? { kind, productId: value } : { kind, url: value }
}

/**
 * What the platform is told of the cards. What a quick reply gives back is told always: in a card it has to
 * be.
 */
export function cardParameters(definition: TemplateDefinition, values: Values): TemplateParameter[] {
  return cardFields(definition).flatMap(({ key, place, gap, button, card = 0, file }) => {
    const title = definition.cards?.[card]?.buttons[button ?? -1]?.title
    const text = valueAt(values, key) || (place === 'quick_reply' ? title : undefined)
    if (!text) return []
    const isNamed = definition.format === 'named' && place === 'card_body'
    return [
      {
        ...{ place, text, card },
        ...(isNamed && { name: gap }),
        ...(button !== undefined && { button }),
        ...(file !== undefined && { file }),
      },
    ]
  })
}

function buttonValue(values: Values, card: number, button: number): string | undefined {
  return valueAt(values, `${prefixOf(card)}button.${button + 1}`)
}

function prefixOf(at: number): string {
  return `card.${at + 1}.`
}
