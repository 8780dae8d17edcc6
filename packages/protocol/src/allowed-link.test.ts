import { expect, test } from 'vitest'
import { allowedLink, hostFrom } from './allowed-link.ts'

const HOSTS = ['shop.example', '*.help.example', 'xn--caf-dma.example']

test.each([
  ['https://shop.example/a?b#c', 'https://shop.example/a?b#c'],
  ['HTTP://WWW.Shop.Example./', 'http://www.shop.example./'],
  ['https://en.help.example:8443', 'https://en.help.example:8443/'],
  ['https://café.example/', 'https://xn--caf-dma.example/'],
  ['https://shop.example/https://evil.example', 'https://shop.example/https://evil.example'],
  ['https:\\\\shop.example', null],
  ['https://shop.example\\@evil.example/', 'https://shop.example/@evil.example/'],
])('%s may be opened as %s', (address, href) => {
  expect(allowedLink(address, HOSTS)).toBe(href)
})

test.each([
  'https://evil.example/',
  'https://shop.example.evil.example/',
  'https://evilshop.example/',
  'https://help.example/',
  'https://evil.help.example.evil.example/',
  // A letter of another script that looks like one of these.
  'https://sh\u043ep.example/',
  'https://cafe.example/',
  'https://shop.example@evil.example/',
  'https://shop.example:pass@shop.example/',
  'https://evil.example/#https://shop.example/',
  '//shop.example/',
  '/a',
  'javascript:alert(1)//https://shop.example/',
  'data:text/html,https://shop.example/',
  'ftp://shop.example/',
  'ht\ntps://shop.example/',
  'https://',
  '',
])('%j may not be opened', (address) => {
  expect(allowedLink(address, HOSTS)).toBeNull()
})

test.each([
  [' Shop.Example ', 'shop.example'],
  ['https://shop.example:8080/path?x', 'shop.example'],
  ['*.Shop.example', '*.shop.example'],
  ['café.example', 'xn--caf-dma.example'],
  ['localhost', 'localhost'],
  ['*.com', null],
  ['*.1.2', null],
  ['javascript:alert(1)', null],
  ['me@shop.example', null],
  ['two words', null],
  ['', null],
])('of %j the host is %s', (text, host) => {
  expect(hostFrom(text)).toBe(host)
})
