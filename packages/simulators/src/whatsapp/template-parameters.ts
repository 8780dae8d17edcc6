import type { Fields } from './fields.ts'
import { GraphError } from './graph-error.ts'

/** A part of a template with gaps, and what was given for them. */
export type Gaps = { text: string; part: string; parameters: readonly Fields[]; isNamed: boolean }

/** The gaps of a text, each once: `{{1}}` by position and `{{first_name}}` by name. */
export function gapsOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? ''))]
}

/** Holds parameters against the gaps of their part, as the platform does. */
export function checkParameters({ text, part, parameters, isNamed }: Gaps): void {
  const gaps = gapsOf(text)
  if (gaps.length !== parameters.length) {
    const counts = `number of localizable_params (${parameters.length}) does not match`
    throw new GraphError(132000, `${part}: ${counts} the expected number of params (${gaps.length})`)
  }
  for (const parameter of parameters) {
    if (parameter.type !== 'text' || typeof parameter.text !== 'string' || parameter.text === '') {
      throw new GraphError(132012, `${part}: Format mismatch, expected text, received ${parameter.type}`)
    }
    if (/[\n\r\t]| {5}/.test(parameter.text)) {
      throw new GraphError(132018, `${part}: a parameter cannot have new-line, tab or more than 4 spaces`)
    }
    if (isNamed && !gaps.includes(String(parameter.parameter_name))) {
      throw new GraphError(132012, `${part}: Parameter name is missing or unknown`)
    }
  }
}
