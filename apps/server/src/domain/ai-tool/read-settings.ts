import { AiToolSettings, TOOL_DEPTH_MAX, TOOL_FIELDS_MAX, ToolField } from '@hilo/protocol'
import type { ReadableSettings } from './check.ts'

/**
 * What can be read of settings that do not fit their contract, so that whoever typed them is told of the rest
 * that is wrong as well, and not only once they have mended this.
 */
export function readSettings(sent: unknown): ReadableSettings {
  const given = isObject(sent) ? sent : {}
  const parts = Object.entries(AiToolSettings.shape).map(([name, part]) => [
    name,
    part.safeParse(given[name]).data,
  ])
  const settings = Object.fromEntries(parts) as Partial<AiToolSettings>
  return { ...settings, fields: settings.fields ?? readFields(given.fields, 0) }
}

function readFields(sent: unknown, depth: number): ToolField[] {
  if (!Array.isArray(sent) || depth > TOOL_DEPTH_MAX) return []
  return sent.slice(0, TOOL_FIELDS_MAX).map((one: unknown) => readField(one, depth))
}

const UNKNOWN: ToolField = {
  ...{ name: '', label: '', description: '', type: 'text', options: [], isRequired: false },
}
/** By which a default is judged: without one of them it cannot be. */
const JUDGED_BY = ['type', 'options', 'min', 'max', 'pattern', 'isList']

/** What is wrong with a part of it leaves the other parts as they are. */
function readField(sent: unknown, depth: number): ToolField {
  const { error, data } = ToolField.safeParse(sent)
  if (data) return data
  if (!isObject(sent)) return UNKNOWN
  const wrong = new Set(error.issues.map(({ path }) => path[0]))
  const isUnjudged = JUDGED_BY.some((part) => wrong.has(part))
  const right = Object.entries(sent).filter(
    ([part]) => !wrong.has(part) && !(isUnjudged && part === 'default'),
  )
  const { name } = sent
  return {
    ...UNKNOWN,
    ...Object.fromEntries(right),
    // A place in the address is of the field that it names, whether that is a good name or not.
    name: typeof name === 'string' ? name : '',
    fields: readFields(sent.fields, depth + 1),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
