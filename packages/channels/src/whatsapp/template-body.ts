import { type ContentOf, productSections, type TemplateParameter } from '@hilo/protocol'
import { shorten } from '../text/split.ts'

type Template = ContentOf<'template'>

const PART_TITLE_MAX = 24

/**
 * What the platform is told to send a template: its name, its language and a component for each part with a
 * gap, never one for a part without. A count that differs from the approved template is refused (132000).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export function templateBody(template: Template, catalogId: string | undefined): Record<string, unknown> {
  const { name, language, parameters: all = [], cards = [] } = template
  const parameters = all.filter(({ card }) => card === undefined)
  const of = (place: TemplateParameter['place']) => parameters.filter((one) => one.place === place)
  const header = headerParameters(template, of('header'))
  const components = [
    ...(header.length > 0 ? [{ type: 'header', parameters: header }] : []),
    ...(of('body').length > 0 ? [{ type: 'body', parameters: of('body').map(textParameter) }] : []),
    ...parameters.flatMap(buttonComponent),
    ...(cards.length > 0
      ? [{ type: 'carousel', cards: cards.map((_, at) => cardComponent(all, { at, catalogId })) }]
      : []),
  ]
  return { name, language: { code: language }, ...(components.length > 0 && { components }) }
}

/**
 * Every card of the template, whether it has a gap or not.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/media-card-carousel-templates
 */
function cardComponent(
  all: readonly TemplateParameter[],
  { at, catalogId }: { at: number; catalogId: string | undefined },
): Record<string, unknown> {
  const own = all.filter(({ card }) => card === at)
  const words = own.filter(({ place }) => place === 'card_body')
  const files = own.filter(({ place }) => place === 'card_header')
  const products = own.filter(({ place }) => place === 'card_product')
  return {
    card_index: at,
    components: [
      ...files.map(({ file = 'image', text: link }) => ({
        type: 'header',
        parameters: [{ type: file, [file]: { link } }],
      })),
      ...products.map(({ text: product_retailer_id }) => {
        const product = { product_retailer_id, catalog_id: catalogId }
        return { type: 'header', parameters: [{ type: 'product', product }] }
      }),
      ...(words.length > 0 ? [{ type: 'body', parameters: words.map(textParameter) }] : []),
      ...own.flatMap(buttonComponent),
    ],
  }
}

/** A header of fixed words is no parameter: only its file, its place, or the words in its gap. */
function headerParameters({ header }: Template, given: readonly TemplateParameter[]): unknown[] {
  if (header?.type === 'media') {
    const { kind, externalId, filename } = header
    const name = kind === 'document' && filename !== undefined ? { filename } : {}
    return [{ type: kind, [kind]: { id: externalId, ...name } }]
  }
  if (header?.type === 'location') {
    const { latitude, longitude, name, address } = header
    return [{ type: 'location', location: { latitude, longitude, name, address } }]
  }
  return given.map(textParameter)
}

function textParameter({ text, name }: TemplateParameter): Record<string, unknown> {
  return { type: 'text', ...(name !== undefined && { parameter_name: name }), text }
}

function buttonComponent({ place, text, title, button }: TemplateParameter): Record<string, unknown>[] {
  const component = { type: 'button', sub_type: place, index: String(button) }
  switch (place) {
    case 'url':
      return [{ ...component, parameters: [{ type: 'text', text }] }]
    case 'quick_reply':
      return [{ ...component, parameters: [{ type: 'payload', payload: text }] }]
    case 'copy_code':
      return [{ ...component, parameters: [{ type: 'coupon_code', coupon_code: text }] }]
    case 'form':
      return [{ ...component, sub_type: 'flow', parameters: [action({ flow_token: text })] }]
    case 'catalog':
      return [{ ...component, parameters: [action({ thumbnail_product_retailer_id: text })] }]
    case 'products':
      return [{ ...component, sub_type: 'mpm', parameters: [action(shownProducts(text, title))] }]
    default:
      return []
  }
}

/**
 * https://developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/catalog-templates
 */
function action(fields: Record<string, unknown>): Record<string, unknown> {
  return { type: 'action', action: fields }
}

/** The first stands for all; every part has to have a title, so one without has that of the button. */
function shownProducts(value: string, otherwise = ''): Record<string, unknown> {
  const sections = productSections(value)
  return {
    thumbnail_product_retailer_id: sections[0]?.ids[0],
    sections: sections.map(({ title, ids }) => ({
      title: title || shorten(otherwise, PART_TITLE_MAX),
      product_items: ids.map((product_retailer_id) => ({ product_retailer_id })),
    })),
  }
}
