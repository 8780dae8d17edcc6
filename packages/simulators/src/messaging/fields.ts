/** Readers of a send's fields that refuse with #100, whatever is wrong. */
import { fieldReaders } from '../meta/fields.ts'
import { invalid } from './refusal.ts'

export const { objectAt, listAt, textAt, optionalTextAt } = fieldReaders({
  missing: (path) => invalid(`The parameter ${path} is required.`),
  wrongKind: (path, kind) => invalid(`Param ${path} must be ${kind}.`),
  tooLong: ({ path, max }) => invalid(`Length of param ${path} must be less than or equal to ${max}`),
  wrongCount: ({ path, min, max }, count) =>
    invalid(`Param ${path} must have ${min} to ${max} items, not ${count}.`),
})
