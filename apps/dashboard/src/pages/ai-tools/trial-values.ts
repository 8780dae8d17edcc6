import type { ToolField } from '@hilo/protocol'

/** What was typed as a model would fill it in; what is empty is left out. */
export function valuesOf(
  fields: readonly ToolField[],
  typed: Readonly<Record<string, string>>,
): Record<string, string | number | boolean> {
  const given = fields.flatMap(({ name, type }): [string, string | number | boolean][] => {
    const text = typed[name]?.trim() ?? ''
    if (text === '') return []
    if (type === 'boolean') return [[name, text === 'true']]
    return [[name, type === 'integer' || type === 'number' ? Number(text) : text]]
  })
  return Object.fromEntries(given)
}
