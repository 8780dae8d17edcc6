import { expect, test } from 'vitest'
import { dropHtml } from './drop-html.ts'

test.each([
  ['a tag', 'Within <b class="x > y">ten</b> days<br/>of it.', 'Within ten days\nof it.'],
  ['a comment', 'Open<!-- till\n> five --> today', 'Open today'],
  ['a script', 'A<script>alert("1")</script>B<style>p{}</style>', 'AB'],
  ['a script that never ends', 'A <script src=x>alert(1)', 'A '],
  ['a heading', '<h2 align="center">Returns</h2>Send it back.', '\n\n## Returns\n\nSend it back.'],
  ['a list', '<ul><li>One</li><li>Two</li></ul>', '\n\n- One\n- Two\n\n'],
  ['a link', '<a href="https://shop.example/a"><b>Form</b></a>', '[Form](https://shop.example/a)'],
  ['a hostile link', '<a href="javascript:alert(1)">Form</a>', 'Form'],
  ['a letter by its name', 'Fish &amp; chips&nbsp;&#8364;5 &#0;&unknown;', 'Fish & chips €5 &unknown;'],
])('of %s only what it says is left', (_, html, words) => {
  expect(dropHtml(html)).toBe(words)
})

test.each([
  'Write `<b>` for bold, and ``a ` <i>`` too.',
  '```html\n<p>&amp;</p>\n```\n',
  'a < b, c > d, <your-name> and <https://shop.example/>',
])('what is no HTML stays: %j', (text) => {
  expect(dropHtml(text)).toBe(text)
})

test('a hostile text takes no longer than another of its length', () => {
  const hostile = `${'<a href=x>'.repeat(5_000)}${'`'.repeat(5_000)}${'<b "'.repeat(5_000)}${'<!--'.repeat(5_000)}`

  expect(dropHtml(hostile).length).toBeLessThan(hostile.length)
})
