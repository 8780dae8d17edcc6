import { fileURLToPath } from 'node:url'

/** A contact's line: what is written, or which option of the last choice is pressed, counted from 1. */
export type Line = string | { press: number }

/** A micro-backend and what a contact says to it, from the first word to the end. */
export type Example = {
  name: string
  /** The folder below `examples`. */
  file: string
  config(serviceUrl: (name: string) => string): Record<string, unknown>
  lines: readonly Line[]
  /** What the phone shows last when all went well. */
  ends: RegExp
}

function anExample(name: string, rest: Pick<Example, 'lines' | 'ends'> & Partial<Example>): Example {
  const file = fileURLToPath(new URL(`../../examples/${name}/backend.ts`, import.meta.url))
  return { name, file, config: () => ({}), ...rest }
}

/** Every example that talks. */
export const EXAMPLES: readonly Example[] = [
  anExample('echo', { lines: ['one', 'two'], ends: /^two$/ }),
  anExample('table-booking', {
    config: (serviceUrl) => ({ calendarUrl: serviceUrl('calendar') }),
    lines: ['hello', 'a few', '4', { press: 2 }, { press: 1 }],
    ends: /^All set, .*: a table for 4/,
  }),
]
