import type { Content } from '@hilo/protocol'
import { expect, test } from 'vitest'
import type { MessageContext } from '../channel.ts'
import { windowOpeningOf } from './window-opening.ts'

const TEXT: Content = { type: 'text', text: 'Hello' }
const story = { externalId: '1', url: null }

test.each<[string, Content, Partial<MessageContext>]>([
  ['message', TEXT, {}],
  ['ad', TEXT, { referral: { source: 'ADS', ad_id: '6' } }],
  ['ad', TEXT, { referral: { source_type: 'ad', source_id: '12' } }],
  ['story', TEXT, { story }],
  ['story', { type: 'share', kind: 'story_mention' }, {}],
  ['button', { type: 'reply', id: 'a', title: 'A', source: 'button' }, {}],
  ['reaction', { type: 'reaction', emoji: '👍', targetExternalId: 'm_1' }, {}],
  ['link', { type: 'system', event: 'referral', text: 'Came by a link.' }, { referral: { ref: 'x' } }],
  ['plugin', { type: 'system', event: 'optin', text: 'Allows messages.' }, {}],
  ['message', TEXT, { referral: { ref: 'x', source: 'SHORTLINK' } }],
])('%s opens the window: %o', (expected, content, over) => {
  const context = { externalId: null, forwarded: false, referral: null, story: null, ...over }

  expect(windowOpeningOf({ content, context, windowHours: 24 })).toBe(expected)
  expect(windowOpeningOf({ content, context, windowHours: 0 })).toBeNull()
})
