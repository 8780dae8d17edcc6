import { expect, test } from 'vitest'
import { isNarrowed, parseArticleFilter, parseTestSearch, parseTogether } from './filter.ts'

test('the address of a list is understood as far as it makes sense', () => {
  const search = {
    search: 404,
    status: 'draft',
    audience: 'nobody',
    language: 'pt-BR',
    kind: 'faq',
    org: 'x',
  }

  expect(parseArticleFilter(search)).toEqual({
    search: '404',
    status: 'draft',
    language: 'pt-BR',
    kind: 'faq',
  })
  expect(isNarrowed(parseArticleFilter({ search: '  ', kind: 'all' }))).toBe(false)
  expect(parseTestSearch({ question: ' Why? ', language: "'" })).toEqual({ question: 'Why?' })
  expect(parseTogether({ tried: 'all of them' })).toEqual({})
})
