import { expect, test } from 'vitest'
import { showOnWeb } from './show.ts'

test('a widget is told no markup, and every address', () => {
  const text = '## Time\n**3 days**, see [the list](https://shop.example/list).'

  expect(showOnWeb({ type: 'text', text })).toEqual({
    type: 'text',
    text: 'Time\n3 days, see the list (https://shop.example/list).',
  })
})
