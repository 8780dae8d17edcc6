import type { ListedTemplate, TemplateButton, TemplateDefinition, TemplateHeader } from '@hilo/protocol'
import { z } from 'zod'
import type { TemplatePage } from '../channel-templates.ts'
import { causeIn, sentenceIn } from '../meta/errors.ts'
import { GraphError } from '../meta/graph-error.ts'
import { idOf, type Json, recordOf, textOf } from '../meta/json.ts'
import type { ChannelRequest } from '../outbound.ts'
import { ownReason } from '../own-reasons.ts'
import { WHATSAPP_ERRORS } from './errors.ts'
import type { WhatsAppSettings } from './render.ts'

/**
 * The templates of a WhatsApp Business Account, as the Graph API lists them. What can be sent of them is read
 * from their components, never guessed: a copy that is guessed is the usual reason of 132000.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 */

const FIELDS = [
  ...['id', 'name', 'language', 'status', 'category', 'quality_score', 'rejected_reason'],
  ...['parameter_format', 'components'],
].join(',')
/** An answer with a hundred large ones would be longer than an answer may be. */
const PAGE = 50

/** The request for a page of the list; `after` is the cursor of the page before. */
export function renderTemplates(
  wabaId: string,
  after: string | null,
  { graphUrl, version, accessToken }: WhatsAppSettings,
): ChannelRequest {
  const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE), ...(after !== null && { after }) })
  return {
    method: 'GET',
    url: `${graphUrl}/${version}/${encodeURIComponent(wabaId)}/message_templates?${query}`,
    headers: { authorization: `Bearer ${accessToken}` },
    body: undefined,
  }
}

const Page = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({ next: z.string().optional(), cursors: z.looseObject({ after: z.string() }).optional() })
    .optional()
    .catch(undefined),
})

/** What the answer says. A template that cannot be read is left out, and holds up none of its neighbours. */
export function readTemplates(status: number, body: unknown): TemplatePage {
  const page = status === 200 ? Page.safeParse(body) : undefined
  if (page?.success) {
    const { data, paging } = page.data
    const templates = data.flatMap((item) => readTemplate(recordOf(item)) ?? [])
    return { type: 'page', templates, after: (paging?.next && paging.cursors?.after) || null }
  }
  const refused = GraphError.safeParse(body)
  if (!refused.success) return { type: 'retry', reason: ownReason('unreadable', { status }) }
  const { code, error_subcode: subcode } = refused.data.error
  const cause = causeIn(WHATSAPP_ERRORS, code, subcode)
  const sentence = sentenceIn(WHATSAPP_ERRORS, { code, subcode }, 'en')
  if (!cause) return { type: status >= 500 || status === 429 ? 'retry' : 'refused', reason: sentence }
  return {
    type: cause.consequence.startsWith('retry') ? 'retry' : 'refused',
    reason: sentence,
  }
}

/** One template of the list; null when it has no id, name or language. */
export function readTemplate(item: Json | undefined): ListedTemplate | null {
  const [externalId, name, language] = [textOf(item?.id), textOf(item?.name), textOf(item?.language)]
  if (!externalId || !name || !language) return null
  const reason = lower(item?.rejected_reason)
  return {
    ...{ externalId, name, language },
    status: lower(item?.status) ?? 'unknown',
    category: lower(item?.category) ?? 'unknown',
    quality: qualityOf(textOf(recordOf(item?.quality_score)?.score)),
    reason: reason === 'none' ? null : reason,
    definition: definitionOf(item),
  }
}

function definitionOf(item: Json | undefined): TemplateDefinition {
  const isNamed = lower(item?.parameter_format) === 'named'
  const definition = blank(isNamed ? 'named' : 'positional')
  const components = Array.isArray(item?.components) ? item.components : []
  for (const part of components) addComponent(definition, recordOf(part))
  return definition
}

function blank(format: TemplateDefinition['format']): TemplateDefinition {
  return { format, header: null, body: '', footer: null, buttons: [], examples: {}, unknownParts: [] }
}

function addComponent(definition: TemplateDefinition, component: Json | undefined): void {
  const type = lower(component?.type)
  const example = recordOf(component?.example)
  switch (type) {
    case 'header':
      definition.header = headerOf(component, definition.unknownParts)
      addExamples(definition, 'header', example)
      return
    case 'body':
      definition.body = textOf(component?.text) ?? ''
      addExamples(definition, 'body', example)
      return
    case 'footer':
      definition.footer = textOf(component?.text) ?? null
      return
    case 'buttons': {
      const buttons = Array.isArray(component?.buttons) ? component.buttons : []
      for (const button of buttons) addButton(definition, recordOf(button))
      return
    }
    case 'carousel':
      addCards(definition, Array.isArray(component?.cards) ? component.cards : [])
      return
    default:
      definition.unknownParts.push(type ?? 'component')
  }
}

/** Cards with a picture, a video, or a product of the catalogue. */
function addCards(definition: TemplateDefinition, raw: readonly unknown[]): void {
  const cards = raw.flatMap((one, at) => {
    const components = recordOf(one)?.components
    const card = blank(definition.format)
    for (const part of Array.isArray(components) ? components : []) addComponent(card, recordOf(part))
    const { body, buttons, examples, unknownParts } = card
    const file = cardHeaderOf(card)
    definition.unknownParts.push(...unknownParts, ...(file === null ? [`card ${at + 1}`] : []))
    for (const [key, text] of Object.entries(examples)) definition.examples[`card.${at + 1}.${key}`] = text
    return file === null ? [] : [{ header: file, body, buttons }]
  })
  if (raw.length === 0) definition.unknownParts.push('carousel')
  else definition.cards = cards
}

/** A product is a header of cards alone: anywhere else it stays unknown. */
function cardHeaderOf({ header, unknownParts }: TemplateDefinition): 'image' | 'video' | 'product' | null {
  const at = unknownParts.indexOf(PRODUCT_HEADER)
  if (at >= 0) unknownParts.splice(at, 1)
  if (at >= 0) return 'product'
  return header?.type === 'image' || header?.type === 'video' ? header.type : null
}

function headerOf(component: Json | undefined, unknownParts: string[]): TemplateHeader | null {
  const format = lower(component?.format) ?? 'text'
  if (format === 'text') return { type: 'text', text: textOf(component?.text) ?? '' }
  if (format === 'image' || format === 'video' || format === 'document' || format === 'location') {
    return { type: format }
  }
  unknownParts.push(`header ${format}`)
  return null
}

const PRODUCT_HEADER = 'header product'
const BUTTONS: Readonly<Record<string, TemplateButton['kind']>> = {
  quick_reply: 'quick_reply',
  url: 'url',
  phone_number: 'phone',
  copy_code: 'copy_code',
  flow: 'form',
  catalog: 'catalog',
  mpm: 'products',
  spm: 'product',
  voice_call: 'other',
}

/** Buttons keep their place: the platform counts them all. */
function addButton(definition: TemplateDefinition, button: Json | undefined): void {
  const type = lower(button?.type) ?? 'button'
  const kind = Object.hasOwn(BUTTONS, type) ? BUTTONS[type] : undefined
  if (kind === undefined) definition.unknownParts.push(`button ${type}`)
  const [url, phone] = [textOf(button?.url), textOf(button?.phone_number)]
  const flow = idOf(button?.flow_id)
  definition.buttons.push({
    kind: kind ?? 'other',
    title: textOf(button?.text) ?? '',
    ...(kind === 'url' && url !== undefined && { url }),
    ...(kind === 'phone' && phone !== undefined && { phone }),
    ...(kind === 'form' && flow !== undefined && { flow }),
  })
  const example = Array.isArray(button?.example) ? textOf(button.example[0]) : textOf(button?.example)
  if (example === undefined) return
  // Of a link the whole is shown, and only its end is given.
  const base = url?.split('{{')[0] ?? ''
  const end = example.startsWith(base) ? example.slice(base.length) : example
  if (end !== '') definition.examples[`button.${definition.buttons.length}`] = end
}

/** By place as `body_text` (a list in a list) and `header_text`, by name as their `_named_params`. */
function addExamples(
  { examples }: TemplateDefinition,
  part: 'header' | 'body',
  example: Json | undefined,
): void {
  const named = example?.[`${part}_text_named_params`]
  if (Array.isArray(named)) {
    for (const one of named.map(recordOf)) {
      const [name, text] = [textOf(one?.param_name), textOf(one?.example)]
      if (name !== undefined && text !== undefined) examples[part === 'header' ? part : name] = text
    }
  }
  const listed = example?.[`${part}_text`]
  const texts: unknown[] = Array.isArray(listed) ? listed.flat() : []
  for (const [at, raw] of texts.entries()) {
    const text = textOf(raw)
    if (text !== undefined) examples[part === 'header' ? part : String(at + 1)] = text
  }
}

function qualityOf(score: string | undefined): string | null {
  const quality = score?.toLowerCase()
  return quality === undefined || quality === 'unknown' ? null : quality
}

function lower(raw: unknown): string | null {
  return textOf(raw)?.toLowerCase() ?? null
}
