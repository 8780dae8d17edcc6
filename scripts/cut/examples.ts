import { fileURLToPath } from 'node:url'

/**
 * A contact's line: what is written, which option of the last choice is pressed, counted from 1, which photo
 * is sent (the same number is the same file), or what the form is filled in with.
 */
type Line = string | { press: number } | { photo: number } | { fill: Filled }
export type Filled = Record<string, string | number>

/** A micro-backend and what a contact says to it, from the first word to the end. */
export type Example = {
  name: string
  file: string
  config(serviceUrl: (name: string) => string): Record<string, unknown>
  secrets: Record<string, string>
  lines: readonly Line[]
  /** What the phone shows last when all went well. */
  ends: RegExp
}

function anExample(name: string, rest: Pick<Example, 'lines' | 'ends'> & Partial<Example>): Example {
  const file = fileURLToPath(new URL(`../../examples/${name}/backend.ts`, import.meta.url))
  return { name, file, config: () => ({}), secrets: {}, ...rest }
}

/** Every example that talks, and one of the documents. */
export const EXAMPLES: readonly Example[] = [
  anExample('echo', { lines: ['one', 'two'], ends: /^two$/ }),
  anExample('table-booking', {
    config: (serviceUrl) => ({ calendarUrl: serviceUrl('calendar') }),
    lines: ['hello', 'a few', '4', { press: 2 }, { press: 1 }],
    ends: /^All set, .*: a table for 4/,
  }),
  anExample('order-status', {
    config: (serviceUrl) => ({ shopUrl: serviceUrl('shop') }),
    secrets: { SHOP_TOKEN: 'shop-token' },
    lines: ['where is it?', 'it is #1001', { press: 1 }, 'the last four', '3-456', 'No, thank you'],
    ends: /^Anything else\?$/,
  }),
  anExample('appointment', {
    config: (serviceUrl) => ({ practiceUrl: serviceUrl('appointments') }),
    secrets: { PRACTICE_TOKEN: 'practice-token' },
    lines: ['hello', { press: 1 }, { press: 1 }, { press: 2 }, 'cancel'],
    ends: /^Cancelled\./,
  }),
  anExample('lead-qualification', {
    config: (serviceUrl) => ({ crmUrl: serviceUrl('crm') }),
    secrets: { CRM_TOKEN: 'crm-token' },
    lines: [
      'hi',
      'I am just looking',
      { press: 1 },
      'Later',
      'none of your business',
      'ana@example.com',
      { press: 1 },
    ],
    ends: /^Thank you! We will send you/,
  }),
  anExample('document-collection', {
    config: (serviceUrl) => ({ documentsUrl: serviceUrl('documents') }),
    secrets: { DOCUMENTS_TOKEN: 'documents-token' },
    lines: ['hello', 'Ana Pérez', '1.234.567-2', { photo: 1 }, { photo: 1 }, { photo: 2 }, 'cancel'],
    ends: /^Done: I have deleted what you had sent me\.$/,
  }),
  anExample('visit', {
    file: fileURLToPath(new URL('../../docs/concepts/visit.ts', import.meta.url)),
    lines: ['hello', { fill: { day: 'soon' } }, { fill: { day: '2026-12-01', floor: 3 } }],
    ends: /^We come on 2026-12-01, to floor 3\.$/,
  }),
]
