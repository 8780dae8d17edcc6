import { afterAll, expect, test } from 'vitest'
import { aBusiness, NUMBER } from '../testing/a-business.ts'

const business = await aBusiness()
const { whatsapp } = business.simulators
const { wabaId } = NUMBER
afterAll(() => business.close())

const take = { type: 'QUICK_REPLY', text: 'Take it' }
const SAMPLE = `4::${Buffer.from('image/png').toString('base64')}:AR`
type Change = { format?: string; buttons?: object[]; sample?: string }
const card = (text: string, { format = 'IMAGE', buttons = [take], sample = SAMPLE }: Change = {}) => ({
  components: [
    { type: 'HEADER', format, example: { header_handle: [sample] } },
    { type: 'BODY', text, example: { body_text: [['4 euros']] } },
    { type: 'BUTTONS', buttons },
  ],
})
const BODY = { type: 'BODY', text: 'Look at this:' }
const CARDS = [card('Soup, {{1}}'), card('Rice')]

const picture = (type = 'image') => ({
  type: 'header',
  parameters: [{ type, [type]: { link: 'https://shop.example/a.jpg' } }],
})
const reply = (payload: string) => ({
  ...{ type: 'button', sub_type: 'quick_reply', index: '0' },
  parameters: [{ type: 'payload', payload }],
})
const soup = { type: 'body', parameters: [{ type: 'text', text: '4 euros' }] }
const sent = [
  { card_index: 0, components: [picture(), soup, reply('soup')] },
  { card_index: 1, components: [picture(), reply('rice')] },
]

function send(cards: unknown[]) {
  const template = {
    ...{ name: 'offers', language: { code: 'en' } },
    components: [{ type: 'carousel', cards }],
  }
  return business.send({ type: 'template', template })
}

test('cards are shown with what they were given, and what is pressed says on which', async () => {
  await whatsapp.addTemplate({
    ...{ wabaId, name: 'offers', language: 'en' },
    components: [BODY, { type: 'CAROUSEL', cards: CARDS }],
  })
  expect((await send(sent)).status).toBe(200)
  await whatsapp.press({ personId: 'ana', choiceId: 'rice' })
  await whatsapp.awaitIdle()

  const [shown] = await whatsapp.messages({ personId: 'ana' })
  expect(shown?.body).toMatchObject({
    ...{ text: 'Look at this:', buttons: [] },
    cards: [
      { header: { type: 'image' }, text: 'Soup, 4 euros', buttons: [{ id: 'soup' }] },
      { text: 'Rice', buttons: [{ id: 'rice', title: 'Take it' }] },
    ],
  })
  expect(business.receiver.messages()[0]).toMatchObject({
    ...{ type: 'button', button: { payload: 'rice', text: 'Take it' } },
  })
})

test.each<[string, unknown[], number]>([
  ['too few cards', sent.slice(0, 1), 132000],
  ['a card twice', [sent[0], sent[0]], 132012],
  ['no picture', [{ ...sent[0], components: [soup, reply('soup')] }, sent[1]], 132000],
  ['a video', [{ ...sent[0], components: [picture('video'), soup] }, sent[1]], 132012],
  ['no value', [{ ...sent[0], components: [picture()] }, sent[1]], 132000],
])('a send with %s is refused', async (_name, cards, code) => {
  expect((await send(cards)).body.error?.code).toBe(code)
})

async function create(cards: unknown[]) {
  const answer = await fetch(`${business.simulators.graphUrl}/v26.0/${wabaId}/message_templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${NUMBER.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ name: 'new_offers', language: 'en', category: 'MARKETING' },
      components: [BODY, { type: 'CAROUSEL', cards }],
    }),
  })
  const { error } = (await answer.json()) as {
    error?: { error_user_msg?: string; error_data?: { details: string } }
  }
  return error ? (error.error_user_msg ?? error.error_data?.details) : 'taken'
}

test.each<[string, unknown[], RegExp]>([
  ['one card', [card('Soup')], /2 to 10 cards/],
  ['eleven cards', Array(11).fill(card('Soup')), /2 to 10 cards/],
  ['a document', [card('a', { format: 'DOCUMENT' }), card('b')], /IMAGE, VIDEO or PRODUCT/],
  ['a file without a sample', [card('a', { sample: '' }), card('b')], /needs a sample/],
  ['a card with many words', [card('x'.repeat(161)), card('b')], /longer than 160/],
  ['a card without buttons', [card('a', { buttons: [] }), card('b')], /Buttons: 1 to 10/],
  ['a card with three buttons', [card('a', { buttons: [take, take, take] }), card('b')], /one or two/],
  ['cards of two makes', [card('a', { buttons: [take, take] }), card('b')], /the same components/],
  ['cards of one make', CARDS, /^taken$/],
])('a template with %s is judged at once where it is wrong', async (_name, cards, words) => {
  expect(await create(cards)).toMatch(words)
})
