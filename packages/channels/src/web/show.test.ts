import { expect, test } from 'vitest'
import { showOnWeb } from './show.ts'

test('a widget is told no markup, and every address', () => {
  const text = '## Time\n**3 days**, see [the list](https://shop.example/list).'

  expect(showOnWeb({ type: 'text', text })).toEqual({
    type: 'text',
    text: 'Time\n3 days, see the list (https://shop.example/list).',
  })
})

test.each([
  ['It costs $ 1.200 a night.', 'It costs $\u00a01.200 a night.'],
  ['Cuesta **US$ 12** o R$ 60, sin IVA', 'Cuesta US$\u00a012 o R$\u00a060, sin IVA'],
  ['12 € each', '12\u00a0€ each'],
  ['$12 for 2 people', '$12 for 2 people'],
  ['Pay in $ or €', 'Pay in $ or €'],
])('of "%s" no money is parted', (text, shown) => {
  expect(showOnWeb({ type: 'text', text })).toEqual({ type: 'text', text: shown })
})
