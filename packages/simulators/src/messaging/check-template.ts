/**
 * The templates that are simulated, with their limits. The list and open graph templates are gone.
 * https://developers.facebook.com/docs/messenger-platform/reference/templates
 */
import type { Fields } from '../whatsapp/fields.ts'
import { listAt, optionalTextAt, textAt } from './fields.ts'
import { invalid } from './refusal.ts'
import type { Traits } from './traits.ts'

const PATH = 'message[attachment][payload]'

/** @throws GraphError 100, naming the field. */
export function checkTemplate(traits: Traits, payload: Fields): Fields {
  const type = textAt(payload, 'template_type', { path: `${PATH}[template_type]`, max: 32 })
  if (!traits.templateTypes.includes(type)) {
    throw invalid(`Param ${PATH}[template_type] must be one of {${traits.templateTypes.join(', ')}}.`)
  }
  if (type === 'button') {
    textAt(payload, 'text', { path: `${PATH}[text]`, max: 640 })
    checkButtons(payload, PATH, 1)
    return payload
  }
  const path = `${PATH}[elements]`
  for (const element of listAt(payload, 'elements', { path, min: 1, max: type === 'media' ? 1 : 10 })) {
    if (type === 'generic') checkElement(element, path)
    if (element.buttons !== undefined) checkButtons(element, path, 0)
  }
  return payload
}

function checkElement(element: Fields, path: string): void {
  textAt(element, 'title', { path: `${path}[title]`, max: 80 })
  const subtitle = optionalTextAt(element, 'subtitle', { path: `${path}[subtitle]`, max: 80 })
  const has = (key: string) => element[key] !== undefined
  if (subtitle === null && !has('image_url') && !has('buttons') && !has('default_action')) {
    throw invalid(`Param ${path} must have at least one property set in addition to title.`)
  }
}

function checkButtons(parent: Fields, path: string, min: number): void {
  const at = `${path}[buttons]`
  for (const button of listAt(parent, 'buttons', { path: at, min, max: 3 })) {
    const type = textAt(button, 'type', { path: `${at}[type]`, max: 32 })
    if (type === 'element_share') continue
    textAt(button, 'title', { path: `${at}[title]`, max: 20 })
    if (type === 'postback') textAt(button, 'payload', { path: `${at}[payload]`, max: 1_000 })
    else if (type === 'web_url') textAt(button, 'url', { path: `${at}[url]`, max: 2_048 })
    else if (type === 'phone_number') textAt(button, 'payload', { path: `${at}[payload]`, max: 32 })
    else throw invalid(`Param ${at}[type] must be one of {web_url, postback, phone_number}.`)
  }
}
