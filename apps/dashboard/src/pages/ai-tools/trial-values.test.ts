import type { ToolField } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { listed, NEW_FIELD, retyped } from './field-form.ts'
import { valuesOf, withItem } from './trial-values.ts'

const field = (name: string, more: Partial<ToolField> = {}): ToolField => ({ ...NEW_FIELD, name, ...more })

test('what is typed becomes what a model would fill in, and what is empty is left out at every level', () => {
  const quantity = field('quantity', { type: 'integer' })
  const fields = [
    field('items', { type: 'group', isList: true, fields: [field('sku'), quantity] }),
    field('tags', { isList: true }),
    field('to', {
      type: 'group',
      fields: [field('street'), field('at', { type: 'group', fields: [quantity] })],
    }),
    field('none', { type: 'group', fields: [field('street')] }),
    field('urgent', { type: 'boolean' }),
  ]
  const typed = withItem(
    { 'items[0].sku': ' A-7 ', 'items[1].quantity': '2', tags: 'a\n\n b', urgent: 'false' },
    'items',
  )

  expect(valuesOf(fields, { ...typed, 'to.at.quantity': '3' })).toEqual({
    ...{
      items: [{ sku: 'A-7' }, { quantity: 2 }],
      tags: ['a', 'b'],
      to: { at: { quantity: 3 } },
      urgent: false,
    },
  })
})

test('a field of another type keeps only what that type has', () => {
  const choice = field('n', { label: 'N', type: 'choice', options: ['a'], default: 'a' })

  expect(retyped(choice, 'integer')).toEqual({ ...field('n', { label: 'N' }), type: 'integer' })
  expect(retyped(choice, 'group').fields).toEqual([NEW_FIELD])
  const list = listed(choice, true)
  expect([list.default, list.isList]).toEqual([undefined, true])
  expect(listed({ ...list, itemsMax: 3 }, false)).toEqual({
    ...field('n', { label: 'N' }),
    ...{ type: 'choice', options: ['a'] },
  })
})
