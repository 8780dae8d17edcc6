import { expect, test } from 'vitest'
import { type DraftProblemCode, draftProblems, exampleKeys } from './check-draft.ts'
import type { TemplateDraft } from './template-draft.ts'

const DRAFT: TemplateDraft = {
  ...{ name: 'order_ready', language: 'es_UY', category: 'utility', format: 'named' },
  header: { type: 'text', text: 'Pedido {{order}}' },
  body: 'Hola {{guest}}, tu pedido está listo.',
  footer: 'Casa Lumbre',
  buttons: [
    { kind: 'quick_reply', title: 'Gracias' },
    { kind: 'url', title: 'Ver', url: 'https://casa.example/{{1}}' },
  ],
  examples: { header: 'A-17', guest: 'Ana', 'button.2': 'a17' },
}

test('a template that the platform takes has no problem', () => {
  expect(draftProblems(DRAFT)).toEqual([])
  expect(exampleKeys(DRAFT)).toEqual(['header', 'guest', 'button.2'])
})

const quick = { kind: 'quick_reply', title: 'Sí' } as const
const phone = { kind: 'phone', title: 'Llamar', phone: '+59899000001' } as const

type Broken = { change: Partial<TemplateDraft>; key: string; code: DraftProblemCode }

test.each<[string, Broken]>([
  ['a name with capitals', { change: { name: 'Order' }, key: 'name', code: 'name' }],
  ['a language that is none', { change: { language: 'español' }, key: 'language', code: 'language' }],
  ['no body', { change: { body: ' ' }, key: 'body', code: 'missing' }],
  ['a body of 1,025 characters', { change: { body: '🙂'.repeat(1_025) }, key: 'body', code: 'too_long' }],
  ['a gap that begins the body', { change: { body: '{{guest}}, hola.' }, key: 'body', code: 'gap_at_edge' }],
  ['a gap that ends it', { change: { body: 'Hola {{guest}}' }, key: 'body', code: 'gap_at_edge' }],
  [
    'two gaps side by side',
    { change: { body: 'Hola {{guest}} {{order}}.' }, key: 'body', code: 'gaps_together' },
  ],
  ['a name of a gap with a space', { change: { body: 'Hola {{my guest}}.' }, key: 'body', code: 'gap_name' }],
  [
    'a hole in the numbers',
    { change: { format: 'positional', body: 'Hola {{2}}.' }, key: 'body', code: 'gap_order' },
  ],
  [
    'two gaps in the header',
    { change: { header: { type: 'text', text: '{{a}} y {{b}}' } }, key: 'header', code: 'too_many_gaps' },
  ],
  [
    'a header of 61',
    { change: { header: { type: 'text', text: 'x'.repeat(61) } }, key: 'header', code: 'too_long' },
  ],
  ['a picture without a sample', { change: { header: { type: 'image' } }, key: 'sample', code: 'missing' }],
  ['a gap in the footer', { change: { footer: 'Casa {{guest}}' }, key: 'footer', code: 'no_gaps' }],
  ['two telephones', { change: { buttons: [phone, phone] }, key: 'buttons', code: 'too_many' }],
  ['eleven quick replies', { change: { buttons: Array(11).fill(quick) }, key: 'buttons', code: 'too_many' }],
  [
    'quick replies around another button',
    { change: { buttons: [quick, phone, quick] }, key: 'buttons', code: 'apart' },
  ],
  [
    'a long title',
    { change: { buttons: [{ ...quick, title: 'x'.repeat(26) }] }, key: 'button.1.title', code: 'too_long' },
  ],
  [
    'a gap within a link',
    {
      change: { buttons: [{ kind: 'url', title: 'Ver', url: 'https://a.example/{{1}}/x' }] },
      key: 'button.1.url',
      code: 'url',
    },
  ],
  [
    'a telephone of letters',
    { change: { buttons: [{ ...phone, phone: 'call me' }] }, key: 'button.1.phone', code: 'phone' },
  ],
  [
    'a gap without a sample',
    { change: { examples: { header: 'A-17', 'button.2': 'a' } }, key: 'example.guest', code: 'missing' },
  ],
  [
    'a sample from the prototype',
    { change: { body: 'A {{constructor}}.' }, key: 'example.constructor', code: 'missing' },
  ],
])('%s is a problem', (_name, { change, key, code }) => {
  expect(draftProblems({ ...DRAFT, ...change })).toContainEqual({ key, code })
})
