import type { ContentOf, TemplateButton, TemplateParameter } from './content.ts'
import type { TemplateDefinition, TemplateHeader } from './template.ts'

/**
 * Which values a template wants, and what it says with them. Pure, and without a schema, so that a page shows
 * what the server will send, and refuses what it would refuse.
 */

/** A gap of a template that the sender fills. */
export type TemplateField = {
  /** `1` or `guest` for the body, `header`, `button.1` for the first button. */
  key: string
  kind: 'text' | 'image' | 'video' | 'document' | 'location'
  place: TemplateParameter['place']
  isRequired: boolean
  example: string | null
  /** The name of the gap in the text. */
  gap: string
  button?: number
}

export type TemplateProblem = {
  code: 'missing' | 'unknown' | 'spacing' | 'too_long' | 'wrong_file' | 'unknown_part'
  key: string
}

export type TemplateGiven = {
  values: Readonly<Record<string, string>>
  header?: ContentOf<'template'>['header'] | undefined
}

const GAP = /\{\{\s*(\w+)\s*\}\}/g
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */
const LENGTH_MAX = { header: 60, body: 1_024, url: 2_000, quick_reply: 256, copy_code: 20 } as const
/** The platform refuses these in a parameter (132018). */
const SPACING = /[\n\r\t]| {4}/

/** What has to be given to send a template, in the order in which it is read. */
export function templateFields({
  format,
  header,
  body,
  buttons,
  examples,
}: TemplateDefinition): TemplateField[] {
  const example = (key: string) => valueAt(examples, key) ?? null
  const gaps = gapsOf(body)
  if (format === 'positional') gaps.sort((a, b) => Number(a) - Number(b))
  return [
    ...headerFields(header, example('header')),
    ...gaps.map((gap) => {
      const key = keyOf(gap)
      return { key, gap, kind: 'text', place: 'body', isRequired: true, example: example(key) } as const
    }),
    ...buttons.flatMap(({ kind, url }, button): TemplateField[] => {
      const place = placeOf(kind, url)
      if (!place) return []
      const key = `button.${button + 1}`
      const isRequired = place !== 'quick_reply'
      return [{ key, gap: '1', kind: 'text', place, isRequired, example: example(key), button }]
    }),
  ]
}

function placeOf(kind: TemplateButton['kind'], url = ''): 'url' | 'quick_reply' | 'copy_code' | null {
  if (kind === 'url') return gapsOf(url).length > 0 ? kind : null
  return kind === 'quick_reply' || kind === 'copy_code' ? kind : null
}

function headerFields(header: TemplateHeader | null, example: string | null): TemplateField[] {
  if (header === null) return []
  const field = { key: 'header', place: 'header', isRequired: true, example } as const
  if (header.type !== 'text') return [{ ...field, gap: 'header', kind: header.type }]
  const [gap] = gapsOf(header.text)
  return gap === undefined ? [] : [{ ...field, gap, kind: 'text' }]
}

/** A gap of the body that is called as the header is. */
function keyOf(gap: string): string {
  return gap === 'header' ? 'body.header' : gap
}

/** Gaps have names that strangers chose: `constructor` is one. */
function valueAt(values: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined
}

function gapsOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(GAP), (match) => match[1] ?? ''))]
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
    ...longBody(definition, given),
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
  if (SPACING.test(value)) return [{ code: 'spacing', key }]
  return lengthOf(value) > LENGTH_MAX[place] ? [{ code: 'too_long', key }] : []
}

function longBody(definition: TemplateDefinition, given: TemplateGiven): TemplateProblem[] {
  return lengthOf(bodyOf(definition, given.values)) > LENGTH_MAX.body
    ? [{ code: 'too_long', key: 'body' }]
    : []
}

/** In characters as people count them, which is how the platform does. */
function lengthOf(text: string): number {
  return [...text].length
}

const WORDS: Record<TemplateProblem['code'], (key: string) => string> = {
  missing: (key) => `The value "${key}" is missing.`,
  unknown: (key) => `The template has no value "${key}".`,
  spacing: (key) => `The value "${key}" must have no line break, no tab and no four spaces in a row.`,
  too_long: (key) => (key === 'body' ? 'The whole text is too long.' : `The value "${key}" is too long.`),
  wrong_file: (key) => `The "${key}" is of another kind than the template wants.`,
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
  const text = (words: string) => ({ type: 'text', text: fillGap(words, valueAt(values, 'header')) }) as const
  const shown = header?.type === 'text' ? text(header.text) : given.header
  return {
    ...{ type: 'template', name, language, category },
    ...(shown && { header: shown }),
    text: bodyOf(definition, values),
    ...(footer !== null && { footer }),
    buttons: definition.buttons.map((button, at) => buttonOf(button, valueAt(values, `button.${at + 1}`))),
    values,
    parameters: parametersOf(definition, values),
  }
}

function bodyOf({ body }: TemplateDefinition, values: TemplateGiven['values']): string {
  return body.replace(GAP, (gap, name: string) => valueAt(values, keyOf(name)) || gap)
}

function fillGap(text: string, value: string | undefined): string {
  return text.replace(GAP, (gap) => value || gap)
}

function buttonOf(
  { kind, title, url, phone }: TemplateDefinition['buttons'][number],
  value: string | undefined,
): TemplateButton {
  return {
    ...{ kind, title },
    ...(url !== undefined && { url: fillGap(url, value) }),
    ...(phone !== undefined && { phone }),
    ...(kind === 'copy_code' && value !== undefined && { code: value }),
    ...(kind === 'quick_reply' && { payload: value || title }),
  }
}

function parametersOf(definition: TemplateDefinition, values: TemplateGiven['values']): TemplateParameter[] {
  return templateFields(definition).flatMap(({ key, kind, place, gap, button }) => {
    const text = valueAt(values, key)
    if (kind !== 'text' || !text) return []
    const isNamed = definition.format === 'named' && button === undefined
    return [{ place, text, ...(isNamed && { name: gap }), ...(button !== undefined && { button }) }]
  })
}
