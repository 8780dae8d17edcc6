import { expect, test } from 'vitest'
import { ToolField } from './tool-field.ts'
import { fieldsOfToolSchema, toolSchemaOf } from './tool-schema.ts'

const ORDER = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    email: { title: 'E-mail', type: 'string', format: 'email', pattern: '@shop' },
    at: { title: 'When', description: 'With its zone.', type: 'string', format: 'date-time' },
    items: {
      ...{ title: 'Items', type: 'array', minItems: 1, maxItems: 10 },
      items: {
        ...{ type: 'object', required: ['sku'], additionalProperties: false },
        properties: {
          sku: { title: 'Sku', type: 'string', pattern: '^[A-Z]-\\d+$' },
          quantity: { title: 'Quantity', type: 'integer', minimum: 1, maximum: 99, default: 1 },
        },
      },
    },
    tags: { title: 'Tags', type: 'array', items: { type: 'string', enum: ['gift', 'fragile'] } },
    address: {
      ...{ title: 'Address', type: 'object', required: [], additionalProperties: false },
      properties: {
        street: { title: 'Street', type: 'string', minLength: 3, maxLength: 80 },
        place: {
          ...{ title: 'Place', type: 'object', required: ['lat'], additionalProperties: false },
          properties: { lat: { title: 'Lat', type: 'number' } },
        },
      },
    },
  },
  required: ['email', 'items'],
  additionalProperties: false,
}

test('a schema of the subset is fields, and those are the schema again', () => {
  const { fields, issues } = fieldsOfToolSchema(ORDER)
  const { $schema: _, ...schema } = ORDER

  expect(issues).toEqual([])
  expect(fields.map((field) => ToolField.safeParse(field).error)).toEqual(fields.map(() => undefined))
  expect(toolSchemaOf(fields)).toEqual(schema)
})

test.each([
  ['no object', { type: 'array' }, 'The schema has "type"'],
  ['a choice of schemas', { n: { oneOf: [{ type: 'string' }] } }, 'n has "oneOf"'],
  ['nothing of a type', { n: { title: 'N' } }, 'n has no "type"'],
  ['a choice beside', { n: { type: 'string', anyOf: [] } }, 'n has "anyOf"'],
  ['two types', { n: { type: ['string', 'null'] } }, 'n has "type"'],
  ['a format', { n: { type: 'string', format: 'ipv4' } }, 'n has "format: ipv4"'],
  ['a reference', { n: { type: 'array', items: { $ref: '#/x' } } }, 'n[] has "$ref"'],
  ['lists of lists', { n: { type: 'array', items: { type: 'array' } } }, 'n[] has "type"'],
  [
    'more of an object',
    { n: { type: 'object', additionalProperties: true, properties: { a: { type: 'string' } } } },
    'n has "additionalProperties"',
  ],
  [
    'a limit inside',
    {
      n: { type: 'array', items: { type: 'object', properties: { q: { type: 'integer', multipleOf: 2 } } } },
    },
    'n[].q has "multipleOf"',
  ],
])('%s is refused, with the keyword and where it stands', (_, properties, words) => {
  const schema = 'type' in properties ? properties : { type: 'object', properties }

  expect(fieldsOfToolSchema(schema).issues[0]?.message).toContain(words)
})

const FIELD = { name: 'n', label: 'N', description: '', type: 'text', options: [], isRequired: true }
const GROUP = { ...FIELD, type: 'group' }

test.each([
  ['options of a text', { ...FIELD, options: ['a'] }],
  ['a group without fields', GROUP],
  ['a third level', { ...GROUP, fields: [{ ...GROUP, fields: [{ ...GROUP, fields: [FIELD] }] }] }],
  ['groups in a list of groups', { ...GROUP, isList: true, fields: [{ ...GROUP, fields: [FIELD] }] }],
  ['a pattern that is none', { ...FIELD, pattern: '(' }],
  ['a least above the most', { ...FIELD, type: 'integer', min: 2, max: 1 }],
  ['a half as a length', { ...FIELD, min: 0.5 }],
  ['a default of a list', { ...FIELD, isList: true, default: 'a' }],
  ['a name of the server', { ...FIELD, name: 'contact.id' }],
])('%s is no field', (_, field) => {
  expect(ToolField.safeParse(field).success).toBe(false)
})

test('a field as it was before there were groups and lists is one', () => {
  expect(ToolField.parse(FIELD)).toEqual(FIELD)
})
