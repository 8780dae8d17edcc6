import type { Content, ContentOf } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { messenger } from '../index.ts'
import { whatsapp } from './whatsapp.ts'

type Products = ContentOf<'products'>

const settings = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '7', accessToken: 't' }
const ofIds = (...ids: string[]) => ids.map((id) => ({ id }))
const menu = (change: Partial<Products> = {}): Products => ({
  ...{ type: 'products', title: 'Today', text: 'What would you like?', catalogId: '19' },
  sections: [{ products: ofIds('soup', 'rice') }],
  ...change,
})

function bodyOf(content: Content): unknown {
  const recipient = [{ kind: 'wa_id', value: '4915' } as const]
  const part = { content, recipient, replyTo: null, opaque: 'o', window: 'open' } as const
  return (whatsapp.render(part, settings).body as { interactive: unknown }).interactive
}

const text = { text: 'What would you like?' }

test.each<[string, Partial<Products>, object]>([
  ['all', { sections: [] }, { type: 'catalog_message', body: text, action: { name: 'catalog_message' } }],
  [
    'one',
    { sections: [{ products: ofIds('soup') }] },
    { type: 'product', body: text, action: { catalog_id: '19', product_retailer_id: 'soup' } },
  ],
  [
    'several',
    {},
    {
      ...{ type: 'product_list', header: { type: 'text', text: 'Today' }, body: text },
      action: {
        catalog_id: '19',
        sections: [{ product_items: [{ product_retailer_id: 'soup' }, { product_retailer_id: 'rice' }] }],
      },
    },
  ],
])('%s of the products', (_name, change, interactive) => {
  const content = menu(change)

  expect(whatsapp.parts(content)).toEqual([content])
  expect(bodyOf(content)).toEqual(interactive)
})

const many = ofIds(...Array.from({ length: 31 }, (_, at) => `p${at}`))

test.each<[string, Partial<Products>]>([
  ['31 products', { sections: [{ products: many }] }],
  ['11 sections', { sections: many.slice(0, 11).map(({ id }) => ({ title: id, products: [{ id }] })) }],
  ['a list without a title', { title: '' }],
  ['sections without titles', { sections: [{ products: ofIds('a') }, { products: ofIds('b') }] }],
  ['a long title of a section', { sections: [{ title: 'x'.repeat(25), products: ofIds('a', 'b') }] }],
])('%s go as words', (_name, change) => {
  expect(new Set(whatsapp.parts(menu(change)).map(({ type }) => type))).toEqual(new Set(['text']))
})

test('products go as words with nothing left out where no catalogue is', () => {
  const { catalogId: _none, ...content } = menu({ sections: [{ products: [{ id: 'soup', name: 'Soup' }] }] })
  const words = [{ type: 'text', text: 'Today\n\nWhat would you like?\n\n- Soup' }]

  expect(whatsapp.parts(content)).toEqual(words)
  expect(messenger.parts(menu({ sections: content.sections }))).toEqual(words)
})
