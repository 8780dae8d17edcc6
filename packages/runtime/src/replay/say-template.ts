import type { ContentOf } from '@hilo/protocol'
import { sayable } from './ask.ts'
import type { Recorder } from './recorder.ts'
import { placeOf, recordSaid } from './said.ts'
import { sayFile } from './say-media.ts'
import type { TemplateToSay } from './sayable.ts'

const NAME_MAX = 200
const VALUES_MAX = 100
const NAME = /^[a-z0-9_]+$/

/**
 * `chat.say` with a template. What is recorded is what the code asked for: the host makes it of the template
 * that the platform approved when the turn is committed, so that code knows no template and replays the same
 * after one was changed.
 */
export function sayTemplate(recorder: Recorder, template: TemplateToSay): void | Promise<void> {
  const content = contentOf(template)
  const { header } = template
  if (!header) return recordSaid(recorder, content)
  if ('location' in header) return recordSaid(recorder, { ...content, header: placeOf(header.location) })
  return sayFile(recorder, header, (file) => ({ ...content, header: file }))
}

function contentOf({ name, language = '', values = {}, text }: TemplateToSay): ContentOf<'template'> {
  if (typeof name !== 'string' || !NAME.test(name) || name.length > NAME_MAX) {
    throw new Error('A template needs its name, in lower case letters, digits and underscores.')
  }
  if (Object.keys(values).length > VALUES_MAX)
    throw new Error(`A template takes at most ${VALUES_MAX} values.`)
  return {
    ...{ type: 'template', name, language: String(language), buttons: [] },
    text: text === undefined ? '' : sayable(text),
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueAsText(key, value)])),
  }
}

function valueAsText(key: string, value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'string') return value
  throw new Error(
    `The value "${key}" of a template must be a text or a number, and this is a ${typeof value}.`,
  )
}
