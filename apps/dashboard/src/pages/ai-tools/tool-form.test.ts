import { expect, test } from 'vitest'
import { NEW_FIELD } from './field-form.ts'
import { hostOf, settingsOf, typedOf } from './tool-form.ts'

test('a tool that was typed goes to its own host, with each field and header, also where no name was written', () => {
  const typed = {
    ...typedOf(null),
    ...{
      url: 'https://api.shop.example/orders/{order_id}',
      fields: [NEW_FIELD, { ...NEW_FIELD, name: 'order_id' }],
    },
    secretHeaders: [
      { name: 'authorization', value: '', isKept: true },
      { name: 'x-key', value: 'new', isKept: false },
      { name: '', value: '', isKept: false },
    ],
  }

  expect(settingsOf(typed)).toMatchObject({
    ...{ hosts: ['api.shop.example'], body: null, reply: null, callsPerHour: 20 },
    fields: [{ name: '' }, { name: 'order_id' }],
    secretHeaders: [{ name: 'authorization' }, { name: 'x-key', value: 'new' }, { name: '' }],
  })
})

test('of a broken address no host is repeated', () => {
  const broken = [
    'https://{shop}.example/x',
    'ftp://shop.example',
    'https://me:secret@shop.example',
    'https://shop',
  ]

  expect(broken.map(hostOf)).toEqual([null, null, null, null])
  expect(hostOf('https://api.shop.example/orders/{id}')).toBe('api.shop.example')
})
