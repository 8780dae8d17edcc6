import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitLinks } from './links.ts'

const urlsIn = (text: string) => splitLinks(text).flatMap(({ url }) => url ?? [])

describe('splitLinks', () => {
  test.each([
    ['no address', 'Hello, you.', []],
    ['an address alone', 'https://hilo.example', ['https://hilo.example/']],
    ['a full stop after it', 'See https://hilo.example/a.', ['https://hilo.example/a']],
    ['brackets around it', '(https://hilo.example/a)', ['https://hilo.example/a']],
    ['brackets of its own', 'https://hilo.example/a_(b)', ['https://hilo.example/a_(b)']],
    ['its own brackets inside others', '(https://hilo.example/a_(b))', ['https://hilo.example/a_(b)']],
    ['two addresses', 'http://a.example, https://b.example!', ['http://a.example/', 'https://b.example/']],
    ['markup around it', '<a href="https://a.example">x</a>', ['https://a.example/']],
  ])('finds the links of a text with %s', (_name, text, urls) => {
    expect(urlsIn(text)).toEqual(urls)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,https',
    'ftp://a.example',
    'https://',
    'https://bank.example@evil.example/login',
    'https://user:secret@evil.example',
  ])('makes no link of %s', (text) => {
    expect(urlsIn(text)).toEqual([])
  })

  test('loses no character of any text, and links to nothing but http and https', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('https://', 'http://a.b', '(', ')', '.', ' ', '@', 'javascript:'),
    )

    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        const parts = splitLinks(text)

        expect(parts.map((part) => part.text).join('')).toBe(text)
        for (const { url } of parts) if (url) expect(url).toMatch(/^https?:\/\//)
      }),
    )
  })
})
