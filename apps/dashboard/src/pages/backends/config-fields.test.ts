import { describe, expect, test } from 'vitest'
import { configOf, fieldsOf, textsOf } from './config-fields.ts'

const schema = {
  type: 'object',
  required: ['tables', 'url'],
  properties: {
    tables: { type: 'integer', minimum: 1 },
    url: { type: 'string', format: 'uri' },
    name: { type: 'string', default: 'Casa', description: 'On the door' },
    size: { type: 'string', enum: ['small', 'large'] },
    isOpen: { type: 'boolean' },
    days: { type: 'array', items: { type: 'string' } },
    nested: { type: 'object', properties: {} },
  },
}
const fields = fieldsOf(schema) ?? []

test('every plain shape has its own kind of field, the rest is JSON', () => {
  expect(fields.map(({ key, kind, isRequired }) => [key, kind, isRequired])).toEqual([
    ['tables', 'number', true],
    ['url', 'url', true],
    ['name', 'text', false],
    ['size', 'enum', false],
    ['isOpen', 'boolean', false],
    ['days', 'texts', false],
    ['nested', 'json', false],
  ])
  expect(fields[2]).toMatchObject({ preset: '"Casa"', description: 'On the door' })
})

test.each([[null], [undefined], [{ type: 'string' }], [{ type: 'object' }], [{ anyOf: [] }]])(
  'a schema that is no object has no fields: %o',
  (other) => {
    expect(fieldsOf(other)).toBeNull()
  },
)

describe('what is typed', () => {
  const config = {
    ...{ tables: 4, url: 'https://a.example/x', name: 'Sí', size: 'large', isOpen: false },
    ...{ days: ['mon', 'tue'], nested: { deep: [1] }, unknown: 'kept' },
  }

  test('is the config again when nothing was changed, keys without a field included', () => {
    expect(configOf(fields, textsOf(fields, config), config)).toEqual({ config })
  })

  test('leaves out what was emptied, and reads each kind', () => {
    const texts = {
      ...textsOf(fields, config),
      name: ' ',
      tables: '07',
      days: ' wed \n\nthu',
      isOpen: 'true',
    }

    expect(configOf(fields, texts, config)).toEqual({
      config: { ...config, tables: 7, days: ['wed', 'thu'], isOpen: true, name: undefined },
    })
  })

  test('keeps what is stored empty, and can be empty where a value is required', () => {
    const stored = { name: '', days: [] }
    const required = fields.map((field) => ({ ...field, isRequired: true }))

    expect(configOf(fields, {}, stored)).toEqual({ config: stored })
    expect(configOf(fields, { ...textsOf(fields, stored), size: 'large' }, stored)).toEqual({
      config: { ...stored, size: 'large' },
    })
    expect(configOf(required, { name: '', days: '\n', tables: '' }, config)).toEqual({
      config: { ...config, name: '', days: [], tables: undefined },
    })
    expect(configOf(required, {}, {})).toEqual({ config: {} })
  })

  test('says which fields cannot be read', () => {
    expect(configOf(fields, { tables: 'four', nested: '{' }, {})).toEqual({
      problems: { tables: 'notNumber', nested: 'notJson' },
    })
  })
})
