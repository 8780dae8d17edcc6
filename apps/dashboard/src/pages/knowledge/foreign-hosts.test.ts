import { expect, test } from 'vitest'
import { foreignHosts } from './foreign-hosts.ts'

test('only hosts that are not on the list are named, each once', () => {
  const text =
    '- [a](https://shop.example/a) and **https://evil.example/b**\n\n> [c](https://EVIL.example/c) ' +
    '[d](//other.example) [e](mailto:me@third.example)\n\n`https://code.example`'

  expect(foreignHosts(text, { own: ['shop.example'], added: [] })).toEqual(['evil.example'])
})
