import { describe, expect, test } from 'vitest'
import type { MessageContext } from '../channel.ts'
import { originOf } from './origin.ts'

const context = (over: Partial<MessageContext>): MessageContext => ({
  ...{ externalId: null, forwarded: false, referral: null, story: null },
  ...over,
})
const NOTHING = { title: null, text: null, ref: null, url: null, externalId: null }
const referralOf = (referral: Record<string, unknown>) => originOf(context({ referral }))?.referral

test('most messages have none', () => {
  expect(originOf(context({ externalId: 'wamid.1' }))).toBeNull()
})

test('a message that was passed on, and one that answers a story, say so', () => {
  expect(originOf(context({ forwarded: true }))).toEqual({ forwarded: true, story: null, referral: null })
  expect(originOf(context({ story: { externalId: '1', url: 'https://x.test/s' } }))).toEqual({
    ...{ forwarded: false, story: { url: 'https://x.test/s' }, referral: null },
  })
})

describe('where a contact came from', () => {
  test.each([
    [
      'an advertisement on WhatsApp',
      { source_type: 'ad', source_id: '12', source_url: 'https://fb.me/x', headline: 'Sale', body: '-20 %' },
      { kind: 'ad', title: 'Sale', text: '-20 %', ref: null, url: 'https://fb.me/x', externalId: '12' },
    ],
    ['a post', { source_type: 'post', source_id: '7' }, { ...NOTHING, kind: 'post', externalId: '7' }],
    [
      'an advertisement on Messenger',
      { source: 'ADS', ad_id: 6045246247433, ref: 'may', ads_context_data: { ad_title: 'Shoes' } },
      { ...NOTHING, kind: 'ad', title: 'Shoes', ref: 'may', externalId: '6045246247433' },
    ],
    ['a link', { source: 'SHORTLINK', ref: 'table-4' }, { ...NOTHING, kind: 'link', ref: 'table-4' }],
    ['a product', { product: { id: '9' } }, { ...NOTHING, kind: 'product', externalId: '9' }],
    [
      'a product of a catalogue',
      { referred_product: { catalog_id: '1', product_retailer_id: 'sku-2' } },
      { ...NOTHING, kind: 'product', externalId: 'sku-2' },
    ],
  ])('%s', (_name, raw, expected) => {
    expect(referralOf(raw)).toEqual(expected)
  })

  test('is cut, opens nothing but the web, and shows no token', () => {
    const long = referralOf({ headline: 'x'.repeat(9_000), source_url: 'javascript:alert(1)' })

    expect(long).toMatchObject({ title: 'x'.repeat(500), url: null })
    expect(originOf(context({ referral: { notification_messages_token: 'secret' } }))).toBeNull()
  })
})
