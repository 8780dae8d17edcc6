import { type Fields, isFields } from './fields.ts'
import { GraphError } from './graph-error.ts'
import { typeOfHandle } from './template-samples.ts'

/**
 * What Meta refuses of a template before anybody judges it: lengths, counts, gaps and samples.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */

const LENGTH = { HEADER: 60, BODY: 1_024, FOOTER: 60, CARD: 160 } as const
const CARDS = { min: 2, max: 10, buttonsMax: 2 }
const CARD_FILES = new Set(['IMAGE', 'VIDEO', 'PRODUCT'])
const TITLE_MAX = 25
const BUTTONS_MAX: Readonly<Record<string, number>> = {
  ...{ URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, FLOW: 1, CATALOG: 1, MPM: 1, SPM: 1 },
}
const GAP = /\{\{\s*(\w+)\s*\}\}/g
const TYPES: Readonly<Record<string, RegExp>> = {
  IMAGE: /^image\/(jpeg|png)$/,
  VIDEO: /^video\/mp4$/,
  DOCUMENT: /^application\/pdf$/,
}

/** @throws GraphError 100, mostly with a subcode that says of what kind it is */
export function checkTemplate(components: readonly Fields[]): void {
  const of = (type: string) => components.filter((part) => upper(part.type) === type)
  for (const type of ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL']) {
    if (of(type).length > 1) throw new GraphError(100, `There may be one ${type} at most.`)
  }
  const [body] = of('BODY')
  if (!body) throw new GraphError(100, 'A component of type BODY is required.')
  for (const part of of('HEADER')) checkHeader(part)
  checkText(body, 'BODY')
  checkEdges(String(body.text))
  for (const part of of('FOOTER')) {
    checkText(part, 'FOOTER')
    if (gapsIn(String(part.text)).length > 0) throw of100(2388073, 'The footer can have no variables.')
  }
  for (const part of of('BUTTONS')) checkButtons(Array.isArray(part.buttons) ? part.buttons : [])
  for (const part of of('CAROUSEL')) checkCarousel(part)
}

/**
 * Two to ten cards of one make: each a picture or a video, words, one or two buttons.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/media-card-carousel-templates
 */
function checkCarousel({ cards: raw }: Fields): void {
  const cards = (Array.isArray(raw) ? raw : []).map((card) => partsOf(card))
  if (cards.length < CARDS.min || cards.length > CARDS.max) {
    throw new GraphError(100, `A carousel has ${CARDS.min} to ${CARDS.max} cards.`)
  }
  for (const [header, body, buttons] of cards) {
    if (!header || !CARD_FILES.has(upper(header.format))) {
      throw new GraphError(100, 'The header of a card must be IMAGE, VIDEO or PRODUCT.')
    }
    if (upper(header.format) !== 'PRODUCT') checkHeader(header)
    if (body) checkText(body, 'CARD')
    const listed = Array.isArray(buttons?.buttons) ? buttons.buttons : []
    if (listed.length > CARDS.buttonsMax) throw new GraphError(100, 'A card has one or two buttons.')
    checkButtons(listed)
  }
  if (new Set(cards.map(makeOf)).size > 1) {
    throw new GraphError(100, 'All cards of a carousel must have the same components.')
  }
}

type CardParts = [header: Fields | undefined, body: Fields | undefined, buttons: Fields | undefined]

function partsOf(card: unknown): CardParts {
  const parts = isFields(card) && Array.isArray(card.components) ? card.components.filter(isFields) : []
  const of = (type: string) => parts.find((part) => upper(part.type) === type)
  return [of('HEADER'), of('BODY'), of('BUTTONS')]
}

function makeOf([header, body, buttons]: CardParts): string {
  const listed = Array.isArray(buttons?.buttons) ? buttons.buttons : []
  const kinds = listed.map((button) => (isFields(button) ? upper(button.type) : ''))
  return [upper(header?.format), body !== undefined, ...kinds].join()
}

function checkHeader(part: Fields): void {
  const format = upper(part.format)
  const type = TYPES[format]
  if (!type) {
    if (format === 'LOCATION') return
    checkText(part, 'HEADER')
    if (gapsIn(String(part.text)).length > 1) throw of100(2388047, 'The header can have one variable.')
    return
  }
  const handles = isFields(part.example) ? part.example.header_handle : undefined
  const [handle] = Array.isArray(handles) ? handles : []
  if (!handle) throw of100(2388043, 'The header needs a sample file.')
  if (!type.test(typeOfHandle(handle) ?? '')) throw of100(2388273, 'The sample of the header is not valid.')
}

function checkText(part: Fields, type: keyof typeof LENGTH): void {
  const { text, example } = part
  if (typeof text !== 'string' || text.trim() === '') throw new GraphError(100, `The ${type} has no text.`)
  if ([...text].length > LENGTH[type]) throw of100(2388040, `The ${type} is longer than ${LENGTH[type]}.`)
  const key = type === 'CARD' ? 'body' : type.toLowerCase()
  const samples = isFields(example) ? samplesIn(example, key) : 0
  if (samples < gapsIn(text).length) throw of100(2388043, `The ${type} has variables without a sample.`)
}

function samplesIn(example: Fields, part: string): number {
  const named = example[`${part}_text_named_params`]
  if (Array.isArray(named)) return named.filter((one) => isFields(one) && one.example !== '').length
  const listed = example[`${part}_text`]
  return Array.isArray(listed) ? listed.flat().filter((one) => one !== '').length : 0
}

function checkEdges(text: string): void {
  const trimmed = text.trim()
  if (/^\{\{[^}]*\}\}|\{\{[^}]*\}\}$/.test(trimmed)) {
    throw of100(2388299, 'Variables cannot be at the start or end of the template.')
  }
  const words = trimmed.replaceAll(GAP, ' ').split(/\s+/).filter(Boolean).length
  if (words < gapsIn(trimmed).length * 2) {
    throw of100(2388293, 'This template has too many variables for its length.')
  }
}

function checkButtons(buttons: readonly unknown[]): void {
  const kinds = buttons.map((button) => (isFields(button) ? upper(button.type) : ''))
  if (buttons.length === 0 || buttons.length > 10) throw new GraphError(100, 'Buttons: 1 to 10.')
  for (const [kind, all] of Map.groupBy(kinds, (one) => one)) {
    if (all.length > (BUTTONS_MAX[kind] ?? 10)) throw new GraphError(100, `Too many buttons of type ${kind}.`)
  }
  const turns = kinds.filter(
    (kind, at) => at > 0 && (kind === 'QUICK_REPLY') !== (kinds[at - 1] === 'QUICK_REPLY'),
  )
  if (turns.length > 1) throw new GraphError(100, 'Quick replies must be grouped together.')
  for (const button of buttons) if (isFields(button)) checkButton(button)
}

function checkButton({ type, text, url, example, flow_id, flow_name, flow_json }: Fields): void {
  if (upper(type) === 'FLOW' && (flow_id ?? flow_name ?? flow_json) === undefined) {
    throw new GraphError(100, 'A button of type FLOW needs flow_id, flow_name or flow_json.')
  }
  if (typeof text === 'string' && [...text].length > TITLE_MAX) {
    throw of100(2388040, `The text of a button is longer than ${TITLE_MAX}.`)
  }
  const isOpen = typeof url === 'string' && gapsIn(url).length > 0
  if (isOpen && (!Array.isArray(example) || !example[0])) throw of100(2388043, 'A link has no sample.')
}

function of100(subcode: number, words: string): GraphError {
  return new GraphError(100, 'Invalid parameter', [subcode, words])
}

function gapsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(GAP), ([, name = '']) => name))]
}

function upper(raw: unknown): string {
  return String(raw ?? 'TEXT').toUpperCase()
}
