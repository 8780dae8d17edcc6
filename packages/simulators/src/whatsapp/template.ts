import { checkSections } from './check-products.ts'
import { type Fields, isFields } from './fields.ts'
import { GraphError } from './graph-error.ts'
import { checkParameters, type Gaps, gapsOf } from './template-parameters.ts'
import type { Template, WhatsApp } from './world.ts'

type RenderedButton = {
  /** What pressing a quick reply sends back. */
  id: string
  title: string
  kind: string
  url?: string
  code?: string
  /** What a form or a list of products is opened with, in Graph's own words. */
  action?: Fields
  /** Of a form. */
  flow?: { id: string; screen?: string }
}

/** What a template looks like on the phone. `header` is in Graph's own words of a parameter. */
export type RenderedTemplate = {
  name: string
  language: string
  header: Fields | null
  text: string
  footer: string | null
  buttons: RenderedButton[]
  cards: RenderedCard[]
}

type RenderedCard = Pick<RenderedTemplate, 'header' | 'text' | 'buttons'>

const HEADERS = new Set(['image', 'video', 'document', 'location', 'product'])

/**
 * Fills a template as the platform does.
 *
 * @throws GraphError 132001 when the account has no such approved template, 132015 and 132016 when it is
 * paused or disabled, 132000 for another number of parameters, 132012 for another kind, 132018 for line
 * breaks.
 */
export function renderTemplate(world: WhatsApp, wabaId: string, body: Fields): RenderedTemplate {
  const language = isFields(body.language) ? body.language.code : undefined
  const template = world.templates.find(
    (known) => known.wabaId === wabaId && known.name === body.name && known.language === language,
  )
  if (!template) throw new GraphError(132001, `template name (${body.name}) does not exist in ${language}`)
  checkStatus(template)
  const given = Array.isArray(body.components) ? body.components.filter(isFields) : []
  const part = (type: string) => template.components.find((one) => lower(one.type) === type)
  return {
    name: template.name,
    language: template.language,
    ...fillParts(template, template.components, given),
    footer: typeof part('footer')?.text === 'string' ? String(part('footer')?.text) : null,
    cards: cardsOf(template, listOf(part('carousel')?.cards), given),
  }
}

/** What a template and a card of it have alike. */
function fillParts(template: Template, parts: readonly Fields[], given: readonly Fields[]): RenderedCard {
  const part = (type: string) => parts.find((one) => lower(one.type) === type)
  const parametersOf = (type: string) => listOf(given.find((one) => lower(one.type) === type)?.parameters)
  const words = { part: 'body', parameters: parametersOf('body') }
  return {
    header: headerOf(template, part('header'), parametersOf('header')),
    text: fill(String(part('body')?.text ?? ''), template, words),
    buttons: listOf(part('buttons')?.buttons).map((button, index) =>
      buttonOf(button, index, listOf(componentOf(given, index)?.parameters)),
    ),
  }
}

/** Every card of the template has to be given, by its number. */
function cardsOf(template: Template, cards: readonly Fields[], given: readonly Fields[]): RenderedCard[] {
  const sent = listOf(given.find((one) => lower(one.type) === 'carousel')?.cards)
  if (sent.length !== cards.length) {
    const counts = `number of cards (${sent.length}) does not match the expected number (${cards.length})`
    throw new GraphError(132000, `carousel: ${counts}`)
  }
  return cards.map((card, index) => {
    const own = sent.find((one) => Number(one.card_index) === index)
    if (!own) throw new GraphError(132012, `carousel: the card with card_index ${index} is missing`)
    return fillParts(template, listOf(card.components), listOf(own.components))
  })
}

function checkStatus({ name, language, status }: Template): void {
  if (status === 'PAUSED') throw new GraphError(132015, `template ${name} is paused`)
  if (status === 'DISABLED') throw new GraphError(132016, `template ${name} is disabled`)
  if (status !== 'APPROVED') throw new GraphError(132001, `template ${name} is not approved in ${language}`)
}

function fill(
  text: string,
  { format }: Template,
  { part, parameters }: Omit<Gaps, 'isNamed' | 'text'>,
): string {
  const isNamed = format === 'NAMED'
  checkParameters({ text, part, parameters, isNamed })
  return text.replace(/\{\{(\w+)\}\}/g, (_gap, name: string) => {
    const byName = parameters.find((parameter) => parameter.parameter_name === name)
    const parameter = isNamed ? byName : parameters[Number(name) - 1]
    return typeof parameter?.text === 'string' ? parameter.text : ''
  })
}

function headerOf(template: Template, header: Fields | undefined, parameters: Fields[]): Fields | null {
  if (!header) return null
  const format = lower(header.format ?? 'text')
  if (!HEADERS.has(format)) {
    return { type: 'text', text: fill(String(header.text ?? ''), template, { part: 'header', parameters }) }
  }
  const [parameter] = parameters
  if (parameters.length !== 1 || !parameter) {
    const counts = `number of localizable_params (${parameters.length})`
    throw new GraphError(132000, `header: ${counts} does not match the expected number of params (1)`)
  }
  if (parameter.type !== format || !isFields(parameter[format])) {
    throw new GraphError(132012, `header: Format mismatch, expected ${format}, received ${parameter.type}`)
  }
  return parameter
}

function buttonOf(button: Fields, index: number, parameters: Fields[]): RenderedButton {
  const title = String(button.text ?? '')
  const kind = lower(button.type)
  if (kind === 'url') {
    const text = String(button.url ?? '')
    if (gapsOf(text).length > 0 || parameters.length > 0) {
      checkParameters({ text, part: `button at index ${index}`, parameters, isNamed: false })
    }
    const url = text.replace(/\{\{1\}\}/g, String(parameters[0]?.text ?? ''))
    return { id: `url-${index}`, title, kind, url }
  }
  if (kind === 'copy_code') {
    const code = parameters[0]?.coupon_code
    if (typeof code !== 'string')
      throw new GraphError(132000, `button at index ${index} needs its coupon_code`)
    return { id: `code-${index}`, title: title || 'Copy offer code', kind, code }
  }
  if (kind === 'flow' || kind === 'catalog' || kind === 'mpm') {
    return { id: `${kind}-${index}`, title, kind, ...openedBy(button, { kind, index, parameters }) }
  }
  const payload = kind === 'quick_reply' ? parameters[0]?.payload : undefined
  return { id: typeof payload === 'string' ? payload : title, title, kind }
}

type Given = { kind: string; index: number; parameters: readonly Fields[] }

/** Products have to be named; a form and the whole catalogue open without. */
function openedBy(
  button: Fields,
  { kind, index, parameters }: Given,
): Pick<RenderedButton, 'action' | 'flow'> {
  const [parameter] = parameters
  if (parameter && (parameter.type !== 'action' || !isFields(parameter.action))) {
    throw new GraphError(132012, `button at index ${index}: Format mismatch, expected action`)
  }
  const action = isFields(parameter?.action) ? parameter.action : undefined
  if (kind === 'mpm') {
    if (!action) throw new GraphError(132000, `button at index ${index} needs its sections`)
    checkSections(action, "parameters['action']")
  }
  if (kind !== 'flow') return action ? { action } : {}
  const screen = typeof button.navigate_screen === 'string' ? { screen: button.navigate_screen } : {}
  const flow = { id: String(button.flow_id ?? button.flow_name), ...screen }
  return { flow, ...(action && { action }) }
}

function componentOf(given: readonly Fields[], index: number): Fields | undefined {
  return given.find((part) => lower(part.type) === 'button' && Number(part.index ?? 0) === index)
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

function lower(value: unknown): string {
  return String(value).toLowerCase()
}
