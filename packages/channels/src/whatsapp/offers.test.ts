import { expect, test } from 'vitest'
import { whatsapp } from './whatsapp.ts'

const settings = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '7', accessToken: 't' }
const { offers } = whatsapp

test('a search goes to the platform as a filter, and the next page by its cursor', () => {
  const request = offers?.listProducts('19', { search: 'soup "1"', after: 'QV' }, settings)
  const url = new URL(request?.url ?? '')

  expect(url.pathname).toBe('/v26.0/19/products')
  expect(JSON.parse(url.searchParams.get('filter') ?? '')).toEqual({ name: { i_contains: 'soup "1"' } })
  expect(url.searchParams.get('after')).toBe('QV')
})

test('what cannot be read or sent is left out, and the rest is shown', () => {
  const paging = { next: 'https://graph.example/next', cursors: { after: 'QV' } }
  const products = [
    { retailer_id: 'soup', name: 'Soup', price: 'EUR 4.00' },
    null,
    { name: 'No id' },
    { retailer_id: 7 },
  ]
  const flows = [
    { id: '1', name: 'Visit', status: 'PUBLISHED' },
    { id: '2', name: 'Draft', status: 'DRAFT' },
  ]

  expect(offers?.readProducts(200, { data: products, paging })).toEqual({
    ...{ type: 'page', after: 'QV' },
    offers: [
      { id: 'soup', name: 'Soup', price: 'EUR 4.00' },
      { id: '7', name: '7', price: null },
    ],
  })
  expect(offers?.readForms(200, { data: flows })).toEqual({
    ...{ type: 'page', after: null, offers: [{ id: '1', name: 'Visit' }] },
  })
})

const refused = { error: { code: 200, message: 'x', type: 'OAuthException' } }
const tooMany = { error: { code: 80004, message: 'x', type: 'OAuthException' } }

test.each<[string, [status: number, body: unknown], string]>([
  ['a missing permission', [400, refused], 'refused'],
  ['too many calls', [400, tooMany], 'retry'],
  ['the page of a gateway', [502, '<html>'], 'retry'],
  ['an answer without a list', [200, {}], 'retry'],
])('%s', (_name, answer, type) => {
  expect(offers?.readProducts(...answer)).toMatchObject({ type, reason: expect.stringMatching(/./) })
})
