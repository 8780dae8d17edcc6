import { randomInt } from 'node:crypto'
import { AppError } from '@hilo/protocol'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { tellAccount } from './change-number.ts'
import { checkTemplate } from './check-template.ts'
import { type Fields, isFields } from './fields.ts'
import { GraphError } from './graph-error.ts'
import type { TEMPLATE_STATUSES, Template, WhatsApp } from './world.ts'

/** The templates of business accounts: how they are made, listed, judged and changed. */

const NAME = /^[a-z0-9_]{1,512}$/
const PAGE = 25

export type NewTemplate = {
  wabaId: string
  name: string
  language: string
  category: string
  format?: Template['format'] | undefined
  status?: Template['status'] | undefined
  components: Fields[]
}

/** The template every new account has. */
export function addHelloWorld(world: WhatsApp, wabaId: string): void {
  const body = 'Welcome and congratulations! This message proves that your number can send.'
  const components = [{ type: 'BODY', text: body }]
  addTemplate(world, { wabaId, name: 'hello_world', language: 'en_US', category: 'UTILITY', components })
}

/** Adds a template, or puts it in the place of the one with its name and language; approved, if not said. */
export function addTemplate(world: WhatsApp, { status, format, category, ...input }: NewTemplate): Template {
  const old = world.templates.findIndex(
    ({ wabaId, name, language }) =>
      wabaId === input.wabaId && name === input.name && language === input.language,
  )
  const template: Template = {
    ...input,
    id: world.templates[old]?.id ?? String(1e14 + randomInt(1e14)),
    category: category.toUpperCase(),
    format: format ?? 'POSITIONAL',
    status: status ?? 'APPROVED',
    quality: 'UNKNOWN',
    reason: 'NONE',
  }
  if (old >= 0) world.templates[old] = template
  else world.templates.push(template)
  world.state.changed()
  return template
}

/** `POST /{waba_id}/message_templates`: it waits to be judged. @throws GraphError 100 */
export function createTemplate(world: WhatsApp, wabaId: string, fields: unknown): Answer {
  const components = componentsIn(fields)
  const { name, language, category } = fields as Fields
  if (typeof name !== 'string' || !NAME.test(name)) throw new GraphError(100, 'Param name is not valid.')
  if (typeof language !== 'string') throw new GraphError(100, 'The parameter language is required.')
  if (typeof category !== 'string') throw new GraphError(100, 'The parameter category is required.')
  checkTemplate(components)
  const isTaken = world.templates.some(
    (one) => one.wabaId === wabaId && one.name === name && one.language === language,
  )
  if (isTaken) {
    const words = `There is already ${language} content for this template. Create a new one and try again.`
    throw new GraphError(100, 'Invalid parameter', [2388024, words])
  }
  const made = addTemplate(world, {
    ...{ wabaId, name, language, category, components, format: formatIn(fields as Fields) },
    status: 'PENDING',
  })
  return json(200, { id: made.id, status: made.status, category: made.category })
}

/** `POST /{template_id}`: it waits to be judged again, under its name and language. @throws GraphError 100 */
export function editTemplate(world: WhatsApp, template: Template, fields: unknown): Answer {
  if (template.status === 'PENDING') {
    const words = 'A template that is being reviewed cannot be edited.'
    throw new GraphError(100, 'Invalid parameter', [2388004, words])
  }
  const components = componentsIn(fields)
  checkTemplate(components)
  const { category } = fields as Fields
  Object.assign(template, { components, status: 'PENDING', reason: 'NONE' })
  if (typeof category === 'string') template.category = category.toUpperCase()
  world.state.changed()
  return json(200, { success: true, id: template.id, name: template.name, category: template.category })
}

/** `DELETE /{waba_id}/message_templates`: one language by its id, or all of a name. @throws GraphError 100 */
export function deleteTemplate(world: WhatsApp, wabaId: string, { searchParams }: URL): Answer {
  const [name, id] = [searchParams.get('name'), searchParams.get('hsm_id')]
  if (name === null) throw new GraphError(100, 'The parameter name is required.')
  const kept = world.templates.filter(
    (one) => one.wabaId !== wabaId || one.name !== name || (id !== null && one.id !== id),
  )
  if (kept.length === world.templates.length) {
    throw new GraphError(100, 'Invalid parameter', [2593002, 'There is no template of this name.'])
  }
  world.templates.splice(0, world.templates.length, ...kept)
  world.state.changed()
  return json(200, { success: true })
}

function componentsIn(fields: unknown): Fields[] {
  if (!isFields(fields)) throw new GraphError(100, 'The body must be a JSON object.')
  const { components } = fields
  if (!Array.isArray(components) || !components.every(isFields)) {
    throw new GraphError(100, 'Param components must be an array of JSON objects.')
  }
  return components
}

function formatIn(fields: Fields): Template['format'] {
  return String(fields.parameter_format).toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL'
}

/** `GET /{waba_id}/message_templates`, in pages, with a cursor as Graph gives one. */
export function listTemplates(world: WhatsApp, wabaId: string, url: URL): Answer {
  const own = world.templates.filter((template) => template.wabaId === wabaId)
  const limit = Math.min(Math.max(Number(url.searchParams.get('limit') ?? PAGE) || PAGE, 1), 250)
  const cursor = url.searchParams.get('after')
  const from = cursor === null ? 0 : Number(Buffer.from(cursor, 'base64url').toString()) || 0
  const page = own.slice(from, from + limit)
  const end = from + page.length
  const after = Buffer.from(String(end)).toString('base64url')
  const next = new URL(`${url.pathname}${url.search}`, world.url())
  next.searchParams.set('after', after)
  const more = end < own.length ? { next: next.href } : {}
  const paging = page.length === 0 ? {} : { paging: { cursors: { before: 'MAZDZD', after }, ...more } }
  return json(200, { data: page.map(describeTemplate), ...paging })
}

function describeTemplate(template: Template): Fields {
  const { id, name, language, status, category, quality, reason, format, components } = template
  return {
    ...{ id, name, language, status, category, components },
    parameter_format: format,
    quality_score: { score: quality, date: 1_795_000_000 },
    rejected_reason: reason,
  }
}

export type TemplateChange = {
  wabaId: string
  name: string
  language?: string | undefined
  status?: (typeof TEMPLATE_STATUSES)[number] | undefined
  reason?: string | undefined
  category?: string | undefined
  quality?: string | undefined
  components?: Fields[] | undefined
}

/**
 * Approves, rejects, pauses or recategorises a template, or changes its quality or parts, and tells the
 * server by the webhooks that Meta sends of it.
 *
 * @throws AppError `not_found`
 */
export function changeTemplate(world: WhatsApp, change: TemplateChange): Template {
  const { status, category, quality, components } = change
  const template = world.templates.find(
    ({ wabaId, name, language }) =>
      wabaId === change.wabaId && name === change.name && language === (change.language ?? language),
  )
  if (!template) throw new AppError('not_found', `There is no template "${change.name}".`)
  const before = { ...template }
  if (status) Object.assign(template, { status, reason: change.reason ?? 'NONE' })
  if (category) template.category = category.toUpperCase()
  if (quality) template.quality = quality.toUpperCase()
  if (components) template.components = components
  world.state.changed()
  const tell = (field: string, value: Fields) => tellOf(world, template, { field, value })
  if (status) tell('message_template_status_update', { event: status, reason: template.reason })
  if (category) {
    const value = { previous_category: before.category, new_category: template.category }
    tell('template_category_update', value)
  }
  if (quality) {
    const value = { previous_quality_score: before.quality, new_quality_score: template.quality }
    tell('message_template_quality_update', value)
  }
  if (components) tell('message_template_components_update', {})
  return template
}

function tellOf(
  world: WhatsApp,
  { wabaId, id, name, language }: Template,
  { field, value }: { field: string; value: Fields },
): void {
  const number = [...world.numbers.values()].find((one) => one.wabaId === wabaId)
  if (!number) return
  const about = {
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
  }
  tellAccount(world, number, { field, value: { ...value, ...about } })
}
