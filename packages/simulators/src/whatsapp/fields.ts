/** Readers of a send's fields that refuse in the Cloud API's own codes. */
import { fieldReaders } from '../meta/fields.ts'
import { GraphError } from './graph-error.ts'

export { type Fields, isFields } from '../meta/fields.ts'

export const { objectAt, listAt, textAt, optionalTextAt } = fieldReaders({
  missing: (path) => new GraphError(131008, `The parameter ${path} is required.`),
  wrongKind: (path, kind) => new GraphError(100, `Param ${path} must be ${kind}.`),
  tooLong: ({ path, max, code }) =>
    new GraphError(code ?? 131009, `Param ${path} must be at most ${max} characters long.`),
  wrongCount: ({ path, min, max }, count) => {
    const range = `Min count: ${min}, Max count: ${max}`
    return new GraphError(131009, `Invalid number of items in ${path}, ${count} given. ${range}`)
  },
})

/** Refuses a value that occurs twice. */
export function unique(values: readonly string[], path: string): void {
  if (new Set(values).size !== values.length)
    throw new GraphError(131009, `Values of ${path} must be unique.`)
}
