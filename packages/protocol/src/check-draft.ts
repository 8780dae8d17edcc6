import type { TemplateDefinition } from './template.ts'
import type { TemplateDraft } from './template-draft.ts'

/**
 * What stands in the way of a template that somebody writes here. Pure, and without a schema, so that the
 * form refuses what the server would refuse, and the server what the platform would.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */

export type DraftProblemCode =
  | 'missing'
  | 'too_long'
  | 'name'
  | 'language'
  | 'gap_at_edge'
  | 'gaps_together'
  | 'gap_order'
  | 'gap_name'
  | 'too_many_gaps'
  | 'no_gaps'
  | 'url'
  | 'phone'
  | 'too_many'
  | 'apart'

/** `key` is the field: `name`, `header`, `body`, `button.1.title`, `example.guest`, `sample`. */
export type DraftProblem = { key: string; code: DraftProblemCode }

/** In characters, as people count them. */
export const DRAFT_MAX = { header: 60, body: 1_024, footer: 60, title: 25, url: 2_000, phone: 20 } as const
const BUTTONS_MAX = { all: 10, url: 2, phone: 1, copy_code: 1, quick_reply: 10 } as const
const COPY_CODE_MAX = 15
const NAME = /^[a-z0-9_]{1,512}$/
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2})?$/
const GAP = /\{\{\s*([^{}]*?)\s*\}\}/g
const PHONE = /^\+?[0-9][0-9 ()-]{4,}$/

/** What the platform would refuse; empty when nothing does. */
export function draftProblems(draft: TemplateDraft): DraftProblem[] {
  const { name, language, footer } = draft
  return [
    ...problem('name', !NAME.test(name) && 'name'),
    ...problem('language', !LANGUAGE.test(language) && 'language'),
    ...headerProblems(draft),
    ...bodyProblems(draft),
    ...(footer === null ? [] : lengthProblem('footer', footer, DRAFT_MAX.footer)),
    ...problem('footer', footer !== null && gapsIn(footer).length > 0 && 'no_gaps'),
    ...buttonProblems(draft),
    ...exampleProblems(draft),
  ]
}

/** The gaps of a text, each once, in the order in which they stand. */
export function gapsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(GAP), ([, name = '']) => name))]
}

/** What stands beside the parts: the keys of the gaps that want a sample. */
export function exampleKeys({ header, body, buttons }: Omit<TemplateDraft, 'examples'>): string[] {
  return [
    ...(header?.type === 'text' && gapsIn(header.text).length > 0 ? ['header'] : []),
    ...gapsIn(body).map((gap) => (gap === 'header' ? 'body.header' : gap)),
    ...buttons.flatMap(({ kind, url = '' }, at) =>
      kind === 'copy_code' || (kind === 'url' && gapsIn(url).length > 0) ? [`button.${at + 1}`] : [],
    ),
  ]
}

/** The draft as it will be shown once the platform has it. */
export function definitionOfDraft(draft: TemplateDraft): TemplateDefinition {
  const { format, header, body, footer, buttons, examples } = draft
  return { format, header, body, footer, buttons, examples, unknownParts: [] }
}

function headerProblems({ header, format, sample }: TemplateDraft): DraftProblem[] {
  if (header === null || header.type === 'location') return []
  if (header.type !== 'text') return problem('sample', !sample && 'missing')
  const gaps = gapsIn(header.text)
  return [
    ...lengthProblem('header', header.text, DRAFT_MAX.header),
    ...problem('header', gaps.length > 1 && 'too_many_gaps'),
    ...problem('header', gaps.length === 1 && gapProblem(gaps, format)),
  ]
}

function bodyProblems({ body, format }: TemplateDraft): DraftProblem[] {
  const text = body.trim()
  const isAtEdge = /^\{\{[^{}]*\}\}|\{\{[^{}]*\}\}$/.test(text)
  return [
    ...lengthProblem('body', body, DRAFT_MAX.body),
    ...problem('body', isAtEdge && 'gap_at_edge'),
    ...problem('body', /\}\}\s*\{\{/.test(text) && 'gaps_together'),
    ...problem('body', gapProblem(gapsIn(body), format)),
  ]
}

/** By place they are 1, 2, 3 without a hole; by name they are small letters, digits and underscores. */
function gapProblem(gaps: readonly string[], format: TemplateDraft['format']): DraftProblemCode | false {
  if (format === 'named') return gaps.some((gap) => !/^[a-z][a-z0-9_]*$/.test(gap)) && 'gap_name'
  const numbers = gaps.map(Number).sort((a, b) => a - b)
  return numbers.some((number, at) => number !== at + 1) && 'gap_order'
}

function buttonProblems({ buttons }: TemplateDraft): DraftProblem[] {
  const kinds = buttons.map(({ kind }) => kind)
  const counts = Map.groupBy(kinds, (kind) => kind)
  const isOver = [...counts].some(([kind, all]) => all.length > BUTTONS_MAX[kind])
  return [
    ...problem('buttons', (isOver || buttons.length > BUTTONS_MAX.all) && 'too_many'),
    ...problem('buttons', isApart(kinds) && 'apart'),
    ...buttons.flatMap((button, at) => buttonProblem(button, `button.${at + 1}`)),
  ]
}

/** Quick replies stand together, before the others or after them. */
function isApart(kinds: readonly string[]): boolean {
  const changes = kinds.filter(
    (kind, at) => at > 0 && (kind === 'quick_reply') !== (kinds[at - 1] === 'quick_reply'),
  )
  return changes.length > 1
}

function buttonProblem(
  { kind, title, url = '', phone = '' }: TemplateDraft['buttons'][number],
  key: string,
): DraftProblem[] {
  return [
    ...lengthProblem(`${key}.title`, title, DRAFT_MAX.title),
    ...problem(`${key}.title`, gapsIn(title).length > 0 && 'no_gaps'),
    ...(kind === 'url' ? urlProblems(`${key}.url`, url) : []),
    ...(kind === 'phone'
      ? [
          ...lengthProblem(`${key}.phone`, phone, DRAFT_MAX.phone),
          ...problem(`${key}.phone`, phone !== '' && !PHONE.test(phone) && 'phone'),
        ]
      : []),
  ]
}

/** One gap at most, and it ends the link. */
function urlProblems(key: string, url: string): DraftProblem[] {
  const gaps = gapsIn(url)
  const isMisplaced = gaps.length > 1 || (gaps.length === 1 && !/\{\{\s*1\s*\}\}$/.test(url))
  return [
    ...lengthProblem(key, url, DRAFT_MAX.url),
    ...problem(key, url !== '' && (isMisplaced || !/^https?:\/\/[^\s{]+/.test(url)) && 'url'),
  ]
}

function exampleProblems(draft: TemplateDraft): DraftProblem[] {
  return exampleKeys(draft).flatMap((key) => {
    const example = Object.hasOwn(draft.examples, key) ? (draft.examples[key] ?? '') : ''
    const button = draft.buttons[Number(/^button\.(\d+)$/.exec(key)?.[1]) - 1]
    const isLong = button?.kind === 'copy_code' && lengthOf(example) > COPY_CODE_MAX
    return problem(`example.${key}`, example.trim() === '' ? 'missing' : isLong && 'too_long')
  })
}

function lengthProblem(key: string, text: string, max: number): DraftProblem[] {
  return problem(key, text.trim() === '' ? 'missing' : lengthOf(text) > max && 'too_long')
}

function problem(key: string, code: DraftProblemCode | false): DraftProblem[] {
  return code === false ? [] : [{ key, code }]
}

function lengthOf(text: string): number {
  return [...text].length
}
