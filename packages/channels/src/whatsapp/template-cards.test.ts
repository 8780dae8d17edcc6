import { fillTemplate, templateFields, templateProblems, withoutTemplate } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { renderPart } from './render.ts'
import { readTemplate } from './templates.ts'

const SETTINGS = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '1', accessToken: 't' }

const button = (type: string, text: string, more: object = {}) => ({ type, text, ...more })
const card = (words: string, format = 'IMAGE') => ({
  components: [
    { type: 'HEADER', format, example: { header_handle: ['4::x'] } },
    { type: 'BODY', text: words, example: { body_text: [['9 euros']] } },
    {
      type: 'BUTTONS',
      buttons: [
        button('QUICK_REPLY', 'Take it'),
        button('URL', 'See it', { url: 'https://shop.example/{{1}}', example: ['https://shop.example/p1'] }),
      ],
    },
  ],
})
const OFFERS = {
  ...{ id: '9', name: 'offers', language: 'en', status: 'APPROVED', category: 'MARKETING' },
  components: [
    { type: 'BODY', text: 'Hi {{1}}, look:', example: { body_text: [['Ana']] } },
    { type: 'CAROUSEL', cards: [card('Soup for {{1}}.'), card('Rice, today.')] },
  ],
}
const SOUP = 'https://shop.example/soup.jpg'
const VALUES = {
  ...{ 1: 'Ana', 'card.1.header': SOUP, 'card.1.1': '4 euros', 'card.1.button.1': 'soup' },
  ...{ 'card.1.button.2': 'p1', 'card.2.header': 'https://shop.example/rice.jpg', 'card.2.button.2': 'p2' },
}

function read(item: object) {
  const template = readTemplate(item as Record<string, unknown>)
  if (!template) throw new Error('unreadable')
  return template
}

const filled = (values: Record<string, string>, item: object = OFFERS) => {
  const template = read(item)
  return fillTemplate(template, template.definition, { values })
}

test('cards say which values they want, card by card', () => {
  const fields = templateFields(read(OFFERS).definition)

  expect(fields.map(({ key, isRequired, example, file }) => [key, isRequired, example, file])).toEqual([
    ['1', true, 'Ana', undefined],
    ['card.1.header', true, null, 'image'],
    ['card.1.1', true, '9 euros', undefined],
    ['card.1.button.1', false, null, undefined],
    ['card.1.button.2', true, 'p1', undefined],
    ['card.2.header', true, null, 'image'],
    ['card.2.button.1', false, null, undefined],
    ['card.2.button.2', true, 'p1', undefined],
  ])
})

test('cards are sent each by its number, with what a quick reply gives back', () => {
  const content = filled(VALUES)
  const recipient = [{ kind: 'wa_id' as const, value: '491' }]
  const { body } = renderPart({ content, recipient, replyTo: null, opaque: 'd1', window: 'open' }, SETTINGS)
  const quickReply = (payload: string) => ({
    ...{ type: 'button', sub_type: 'quick_reply', index: '0' },
    parameters: [{ type: 'payload', payload }],
  })
  const link = (text: string) => ({
    ...{ type: 'button', sub_type: 'url', index: '1' },
    parameters: [{ type: 'text', text }],
  })
  const picture = (name: string) => ({
    type: 'header',
    parameters: [{ type: 'image', image: { link: `https://shop.example/${name}.jpg` } }],
  })

  expect((body as { template: unknown }).template).toEqual({
    ...{ name: 'offers', language: { code: 'en' } },
    components: [
      { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
      {
        type: 'carousel',
        cards: [
          {
            card_index: 0,
            components: [
              picture('soup'),
              { type: 'body', parameters: [{ type: 'text', text: '4 euros' }] },
              quickReply('soup'),
              link('p1'),
            ],
          },
          { card_index: 1, components: [picture('rice'), quickReply('Take it'), link('p2')] },
        ],
      },
    ],
  })
})

test('cards are words where there are no templates', () => {
  expect(withoutTemplate(filled(VALUES))).toEqual({
    type: 'text',
    text:
      'Hi Ana, look:\n\nSoup for 4 euros.\nSee it: https://shop.example/p1\n\n' +
      'Rice, today.\nSee it: https://shop.example/p2',
  })
})

test.each<[string, Record<string, string>, object]>([
  ['no picture', { 'card.1.header': '' }, { code: 'missing', key: 'card.1.header' }],
  [
    'a picture that nobody may fetch',
    { 'card.2.header': 'http://10.0.0.1/a.jpg' },
    { code: 'no_address', key: 'card.2.header' },
  ],
  ['a card that is not there', { 'card.3.1': 'x' }, { code: 'unknown', key: 'card.3.1' }],
  ['a long value', { 'card.1.1': 'x'.repeat(161) }, { code: 'too_long', key: 'card.1.1' }],
  ['a long card', { 'card.1.1': 'x'.repeat(155) }, { code: 'too_long', key: 'card.1' }],
  ['a line break', { 'card.1.1': 'a\nb' }, { code: 'spacing', key: 'card.1.1' }],
])('%s stands in the way', (_name, change, problem) => {
  const problems = templateProblems(read(OFFERS).definition, { values: { ...VALUES, ...change } })

  expect(problems[0]).toEqual(problem)
})
