import type { Card, Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { instagram, messenger, whatsapp } from './index.ts'

const WHATSAPP = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '7', accessToken: 't' }
const DIRECT = { ...WHATSAPP, senderId: '1', humanAgent: false }

const order = { kind: 'reply', title: 'Order it', id: 'order' } as const
const menu = { kind: 'url', title: 'See it', url: 'https://shop.example/1' } as const
const call = { kind: 'phone', title: 'Call us', phone: '+49151' } as const
const aCard = (over: Partial<Card> = {}): Card => ({
  title: 'Pizza',
  subtitle: '9 euros',
  buttons: [order],
  ...over,
})
const offer = (...cards: Card[]): Content => ({ type: 'cards', cards })
const ofWhatsApp = (content: Content) =>
  whatsapp.parts(content).map((part) => {
    const recipient = [{ kind: 'wa_id', value: '4915' } as const]
    const request = whatsapp.render(
      { content: part, recipient, replyTo: null, opaque: 'o', window: 'open' },
      WHATSAPP,
    )
    const { interactive, text } = request.body as { interactive?: unknown; text?: { body: string } }
    return interactive ?? text?.body
  })
const ofMessenger = (content: Content) =>
  messenger.parts(content).map((part) => {
    const recipient = [{ kind: 'psid', value: '25' } as const]
    const request = messenger.render(
      { content: part, recipient, replyTo: null, opaque: 'o', window: 'open' },
      DIRECT,
    )
    return (request.body as { message: { text?: string; attachment?: { payload: unknown } } }).message
  })

test('parts of a part are the part itself, on every channel', () => {
  const long = 'x'.repeat(90)
  const content: Content = {
    ...{ type: 'cards', text: 'Today:' },
    cards: [
      aCard(),
      aCard({ title: long }),
      aCard({ buttons: [menu, call] }),
      aCard({ image: 'https://x.test/p' }),
    ],
  }
  for (const { parts } of [whatsapp, messenger, instagram]) {
    for (const part of parts(content)) expect(parts(part)).toEqual([part])
  }
})

describe('on Messenger', () => {
  test('cards are a row of the generic template, with what each of them has', () => {
    const plain = aCard({ title: '**Pasta**', buttons: [menu, call] })

    expect(ofMessenger(offer(aCard({ image: 'https://x.test/p.jpg' }), plain))).toMatchObject([
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'generic',
            elements: [
              {
                ...{ title: 'Pizza', subtitle: '9 euros', image_url: 'https://x.test/p.jpg' },
                buttons: [{ type: 'postback', title: 'Order it', payload: 'order' }],
              },
              {
                title: 'Pasta',
                buttons: [
                  { type: 'web_url', title: 'See it', url: menu.url },
                  { type: 'phone_number', title: 'Call us', payload: '+49151' },
                ],
              },
            ],
          },
        },
      },
    ])
  })

  test('a single one without a picture is the button template, which has room for its words', () => {
    const subtitle = 'word '.repeat(100).trim()

    expect(ofMessenger(offer(aCard({ subtitle })))).toMatchObject([
      { attachment: { payload: { template_type: 'button', text: `Pizza\n${subtitle}` } } },
    ])
  })

  test('eleven are two rows, and what does not fit stands between them in words', () => {
    const cards = Array.from({ length: 11 }, (_, at) => aCard({ title: `Pizza ${at}` }))
    const strange = aCard({ title: 'Nine choices', buttons: Array(9).fill(order) })
    const many = aCard({ buttons: [{ ...order, title: 'a label of more than twenty characters' }] })
    const sizes = (content: Content) =>
      messenger.parts(content).map((part) => (part.type === 'cards' ? part.cards.length : part.type))

    expect(sizes(offer(...cards))).toEqual([10, 1])
    expect(sizes(offer(cards[0] as Card, strange, cards[1] as Card, many))).toEqual([1, 'text', 1, 'text'])
    expect(ofMessenger(offer(many))[0]?.text).toContain('- a label of more than twenty characters')
  })
})

describe('on WhatsApp', () => {
  test('a card with answers has them as buttons under its picture', () => {
    expect(ofWhatsApp(offer(aCard({ image: 'https://x.test/p.jpg' })))).toEqual([
      {
        type: 'button',
        header: { type: 'image', image: { link: 'https://x.test/p.jpg' } },
        body: { text: '*Pizza*\n9 euros' },
        action: { buttons: [{ type: 'reply', reply: { id: 'order', title: 'Order it' } }] },
      },
    ])
  })

  test('a card with a link opens it', () => {
    expect(ofWhatsApp(offer(aCard({ buttons: [menu] })))).toEqual([
      {
        ...{ type: 'cta_url', body: { text: '*Pizza*\n9 euros' } },
        action: { name: 'cta_url', parameters: { display_text: 'See it', url: menu.url } },
      },
    ])
  })

  test.each([
    ['a link beside an answer', [order, menu], ['- Order it', 'See it: https://shop.example/1']],
    ['a number', [call], ['Call us: +49151']],
    ['four answers', [1, 2, 3, 4].map((n) => ({ ...order, title: `${n}`, id: `${n}` })), ['- 4']],
    ['the same answer twice', [order, order], ['- Order it']],
  ])('%s goes as words, with nothing left out', (_name, buttons, lines) => {
    const [said] = ofWhatsApp(offer(aCard({ buttons }))) as string[]

    for (const line of ['Pizza', '9 euros', ...lines]) expect(said).toContain(line)
  })
})
