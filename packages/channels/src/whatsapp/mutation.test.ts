import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
import { expectStorable, mutate, mutation } from '../testing/mutation.ts'
import { ADA, aChange, aMessage, aStatus, aWebhook, BUSINESS_PHONE } from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

const synthetic = [
  aWebhook(
    aChange({
      contacts: [ADA],
      messages: [
        aMessage(),
        aMessage({ type: 'image', image: { id: 'm', caption: 'c' }, context: { id: 'wamid.0' } }),
        aMessage({ type: 'interactive', interactive: { list_reply: { id: 'a', title: 'A' } } }),
        aMessage({
          type: 'contacts',
          contacts: [{ name: { formatted_name: 'A' }, phones: [{ phone: '1' }] }],
        }),
        aMessage({ type: 'order', order: { catalog_id: 'c', product_items: [{ quantity: 1 }] } }),
        aMessage({ type: 'system', system: { type: 'user_changed_number', wa_id: '49' } }),
        aMessage({
          type: 'edit',
          edit: { original_message_id: 'w', message: { type: 'text', text: { body: 'x' } } },
        }),
      ],
      statuses: [aStatus(), aStatus({ status: 'failed', errors: [{ code: 131047 }] })],
      errors: [{ code: 1 }],
    }),
    aChange({ message_echoes: [aMessage({ from: BUSINESS_PHONE, to: ADA.wa_id })] }, 'smb_message_echoes'),
    aChange({ user_id_update: [{ user_id: { previous: 'DE.1', current: 'DE.2' } }] }, 'user_id_update'),
    aChange({ messages: [aMessage()] }, 'standby'),
  ),
]
const bodies = [
  ...synthetic,
  ...readCorpus('meta/whatsapp', /^(webhook|doc_webhook|edge_)/).map(({ body }) => body),
]

test('no body, however broken, is an exception or an event that cannot be stored', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 4 }), (which, mutations) => {
      const body = mutations.reduce<unknown>((tree, one) => mutate(tree, one), bodies[which % bodies.length])

      const events = whatsapp.parse(body)

      expectStorable(events)
    }),
    { numRuns: 3000 },
  )
})

test('no answer, however broken, is an exception', () => {
  const answers = [
    { messages: [{ id: 'wamid.1' }], contacts: [{ wa_id: '49' }] },
    { error: { code: 131047, error_subcode: 1, type: 'OAuthException', is_transient: false } },
  ]

  fc.assert(
    fc.property(fc.nat(1), fc.integer({ min: 100, max: 599 }), mutation, (which, status, one) => {
      const outcome = whatsapp.outcome(status, mutate(answers[which], one))

      if (outcome.type === 'accepted') expect(outcome.externalId).not.toBe('')
      else expect(outcome.reason).not.toBe('')
    }),
    { numRuns: 1000 },
  )
})
