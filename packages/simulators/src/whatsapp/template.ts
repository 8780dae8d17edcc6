import { type Fields, isFields } from './fields.ts'
import { GraphError } from './graph-error.ts'
import type { Template, WhatsApp } from './world.ts'

export type RenderedTemplate = {
  name: string
  language: string
  text: string
  buttons: { id: string; title: string }[]
}

/** The template every new account has. */
export function helloWorld(wabaId: string): Template {
  return {
    wabaId,
    name: 'hello_world',
    language: 'en_US',
    category: 'utility',
    body: 'Welcome and congratulations! This message proves that your number can send.',
    quickReplies: [],
  }
}

/**
 * What a template looks like on the phone.
 *
 * @throws GraphError 132001 when the account has no such template, 132000 when the parameters do not fill it.
 */
export function renderTemplate(world: WhatsApp, wabaId: string, body: Fields): RenderedTemplate {
  const language = isFields(body.language) ? body.language.code : undefined
  const template = world.templates.find(
    (known) => known.wabaId === wabaId && known.name === body.name && known.language === language,
  )
  if (!template) throw new GraphError(132001, `template name (${body.name}) does not exist in ${language}`)

  const components = Array.isArray(body.components) ? body.components.filter(isFields) : []
  const component = components.find((part) => String(part.type).toLowerCase() === 'body')
  return {
    name: template.name,
    language: template.language,
    text: fill(template.body, parametersOf(component)),
    buttons: template.quickReplies.map((title, index) => ({
      id: payloadOf(components, index) ?? title,
      title,
    })),
  }
}

function parametersOf(component: Fields | undefined): Fields[] {
  return Array.isArray(component?.parameters) ? component.parameters.filter(isFields) : []
}

/** Fills `{{1}}` by position and `{{first_name}}` by name. */
function fill(text: string, parameters: readonly Fields[]): string {
  const holes = new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? ''))
  if (holes.size !== parameters.length) {
    const counts = `number of localizable_params (${parameters.length}) does not match`
    throw new GraphError(132000, `body: ${counts} the expected number of params (${holes.size})`)
  }
  return text.replace(/\{\{(\w+)\}\}/g, (_hole, name: string) => {
    const byName = parameters.find((parameter) => parameter.parameter_name === name)
    const parameter = byName ?? parameters[Number(name) - 1]
    return typeof parameter?.text === 'string' ? parameter.text : ''
  })
}

/** The payload that the send gave the quick reply at `index`. */
function payloadOf(components: readonly Fields[], index: number): string | null {
  const button = components.find(
    (part) => String(part.type).toLowerCase() === 'button' && Number(part.index ?? 0) === index,
  )
  const payload = parametersOf(button)[0]?.payload
  return typeof payload === 'string' ? payload : null
}
