import { expect, test } from 'vitest'
import { hideLinks } from './hide-links.ts'

const HOSTS = ['shop.example', '*.help.example']

test.each([
  'See https://shop.example/a?b=c, www.shop.example and en.help.example/d.',
  '[The form](https://shop.example/form), [another](http://shop.example/).',
  'Write to ana@evil.example or call tel:+59899. From 9:30, horario:10. It costs 10.50. See factura.pdf.',
])('nothing is hidden of %j', (text) => {
  expect(hideLinks(text, HOSTS)).toBe(text)
})

test.each([
  ['Pay at https://evil.example/pay.', 'Pay at .'],
  ['[pay](https://evil.example/a),[or](https://shop.example/b)', '[pay](),[or](https://shop.example/b)'],
  ['[ok](https://shop.example/a)[pay](https://evil.example/b)', '[ok](https://shop.example/a)[pay]()'],
  ['![p](https://evil.example/p.png) ![b](picture:01890000-0000-7000-8000-000000000001)', '![p]() ![b]()'],
  ['[pay][1]\n\n[1]: https://evil.example "Pay"', '[pay][1]\n\n[1]: "Pay"'],
  ['<https://evil.example>, www.evil.example, evil.com/a', '<>, , '],
  ['https://shop.example@evil.example/ https://sh\u043ep.example/ HTTPS://EVIL.example', ' '],
  ['https://shop.example.evil.example/ https://evil.example/https://shop.example', ' '],
  ['javascript:alert(1) data:text/html,x', '(1) '],
])('of %j only what may be said is left', (text, left) => {
  const hidden = hideLinks(text, HOSTS)

  expect(hidden.replace(/ {2,}/g, ' ').replace(/\( \)/g, '()').replace(/< >/, '<>').trim()).toBe(left.trim())
  expect(hidden.length).toBe(text.length)
})
