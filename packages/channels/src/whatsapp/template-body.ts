import type { ContentOf, TemplateParameter } from '@hilo/protocol'

type Template = ContentOf<'template'>

/**
 * What the platform is told to send a template: its name, its language and a component for each part with a
 * gap, never one for a part without. A count that differs from the approved template is refused (132000).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export function templateBody(template: Template): Record<string, unknown> {
  const { name, language, parameters: all = [], cards = [] } = template
  const parameters = all.filter(({ card }) => card === undefined)
  const of = (place: TemplateParameter['place']) => parameters.filter((one) => one.place === place)
  const header = headerParameters(template, of('header'))
  const components = [
    ...(header.length > 0 ? [{ type: 'header', parameters: header }] : []),
    ...(of('body').length > 0 ? [{ type: 'body', parameters: of('body').map(textParameter) }] : []),
    ...parameters.flatMap(buttonComponent),
    ...(cards.length > 0 ? [{ type: 'carousel', cards: cards.map((_, at) => cardComponent(all, at)) }] : []),
  ]
  return { name, language: { code: language }, ...(components.length > 0 && { components }) }
}

/**
 * Every card of the template, whether it has a gap or not.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/media-card-carousel-templates
 */
function cardComponent(all: readonly TemplateParameter[], at: number): Record<string, unknown> {
  const own = all.filter(({ card }) => card === at)
  const words = own.filter(({ place }) => place === 'card_body')
  const files = own.filter(({ place }) => place === 'card_header')
  return {
    card_index: at,
    components: [
      ...files.map(({ file = 'image', text: link }) => ({
        type: 'header',
        parameters: [{ type: file, [file]: { link } }],
      })),
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

function buttonComponent({ place, text, button }: TemplateParameter): Record<string, unknown>[] {
  const component = { type: 'button', sub_type: place, index: String(button) }
  switch (place) {
    case 'url':
      return [{ ...component, parameters: [{ type: 'text', text }] }]
    case 'quick_reply':
      return [{ ...component, parameters: [{ type: 'payload', payload: text }] }]
    case 'copy_code':
      return [{ ...component, parameters: [{ type: 'coupon_code', coupon_code: text }] }]
    default:
      return []
  }
}
