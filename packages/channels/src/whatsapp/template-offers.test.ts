import { fillTemplate, templateFields, templateProblems } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { renderPart } from './render.ts'
import { readTemplate } from './templates.ts'

/** Templates whose buttons open a form or the catalogue, and whose cards are products. */

const SETTINGS = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '1', accessToken: 't' }

const body = { type: 'BODY', text: 'Look:' }
const buttons = (...list: object[]) => ({ type: 'BUTTONS', buttons: list })
const productCard = (...list: object[]) => ({
  components: [{ type: 'HEADER', format: 'PRODUCT' }, ...(list.length > 0 ? [buttons(...list)] : [])],
})

function read(...components: object[]) {
  const template = readTemplate({
    ...{ id: '9', name: 'offers', language: 'en', status: 'APPROVED', category: 'MARKETING' },
    components: [body, ...components],
  })
  if (!template) throw new Error('unreadable')
  return template
}

function sent(template: ReturnType<typeof read>, values: Record<string, string>) {
  const content = fillTemplate(template, template.definition, { values })
  const part = { content, recipient: [{ kind: 'wa_id' as const, value: '491' }], replyTo: null }
  const request = renderPart({ ...part, opaque: 'd1', window: 'open' }, { ...SETTINGS, catalogId: '19' })
  const { template: told } = request.body as { template: { components?: unknown[] } }
  return told.components
}

const problemsOf = (template: ReturnType<typeof read>, values: Record<string, string>) =>
  templateProblems(template.definition, { values }).map(({ code, key }) => `${code} ${key}`)

const opens = (subType: string, action: object) => ({
  ...{ type: 'button', sub_type: subType, index: '0' },
  parameters: [{ type: 'action', action }],
})

test('a button of a form asks for nothing, and what comes back names the template', () => {
  const flow = { type: 'FLOW', text: 'Book', flow_id: 77, flow_action: 'navigate', navigate_screen: 'DAY' }
  const template = read(buttons(flow))

  expect(template.definition).toMatchObject({ buttons: [{ kind: 'form', flow: '77' }], unknownParts: [] })
  expect(templateFields(template.definition)).toEqual([])
  expect(sent(template, {})).toEqual([opens('flow', { flow_token: 'template:offers' })])
})

test('the whole catalogue opens with the picture of a product, or without', () => {
  const template = read(buttons({ type: 'CATALOG', text: 'View catalog' }))

  expect(problemsOf(template, {})).toEqual([])
  expect(sent(template, {})).toBeUndefined()
  expect(sent(template, { 'button.1': 'soup' })).toEqual([
    opens('catalog', { thumbnail_product_retailer_id: 'soup' }),
  ])
})

const ids = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`).join(', ')

test('products are named with commas, or in parts that have titles', () => {
  const template = read(buttons({ type: 'MPM', text: 'View items' }))
  const of = (id: string) => ({ product_retailer_id: id })

  expect(problemsOf(template, {})).toEqual(['missing button.1'])
  expect(sent(template, { 'button.1': 'soup,rice' })).toEqual([
    opens('mpm', {
      thumbnail_product_retailer_id: 'soup',
      sections: [{ title: 'View items', product_items: [of('soup'), of('rice')] }],
    }),
  ])
  expect(sent(template, { 'button.1': ' Warm: sku:1 , rice; Cold: tea ;' })).toEqual([
    opens('mpm', {
      thumbnail_product_retailer_id: 'sku:1',
      sections: [
        { title: 'Warm', product_items: [of('sku:1'), of('rice')] },
        { title: 'Cold', product_items: [of('tea')] },
      ],
    }),
  ])
  for (const value of [';,', 'a; b', `${'x'.repeat(25)}: a`, ids(31), 'x'.repeat(101)]) {
    expect(problemsOf(template, { 'button.1': value }), value).toEqual(['bad_products button.1'])
  }
  expect(problemsOf(template, { 'button.1': ids(30) })).toEqual([])
})

test('cards are products of the catalogue that the inbox names', () => {
  const seen = {
    type: 'URL',
    text: 'See',
    url: 'https://shop.example/{{1}}',
    example: ['https://shop.example/p'],
  }
  const cards = [productCard(seen), productCard(seen)]
  const template = read({ type: 'CAROUSEL', cards })
  const values = {
    ...{ 'card.1.header': 'soup', 'card.1.button.1': 's' },
    ...{ 'card.2.header': 'rice', 'card.2.button.1': 'r' },
  }
  const card = (at: number, [id, end]: [string, string]) => ({
    card_index: at,
    components: [
      {
        type: 'header',
        parameters: [{ type: 'product', product: { product_retailer_id: id, catalog_id: '19' } }],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: end }] },
    ],
  })

  expect(sent(template, values)).toEqual([
    { type: 'carousel', cards: [card(0, ['soup', 's']), card(1, ['rice', 'r'])] },
  ])
  expect(problemsOf(template, { ...values, 'card.2.header': '' })).toEqual(['missing card.2.header'])
  const given = { values, hasCatalogue: false }
  expect(templateProblems(template.definition, given)).toEqual([
    { code: 'no_catalogue', key: 'card.1.header' },
  ])
})

test('a product above the words is no card, and cannot be sent', () => {
  const template = read({ type: 'HEADER', format: 'PRODUCT' }, buttons({ type: 'SPM', text: 'View' }))

  expect(problemsOf(template, {})).toEqual(['unknown_part header product'])
})
