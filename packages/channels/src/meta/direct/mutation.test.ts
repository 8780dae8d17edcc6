import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instagram, messenger } from '../../index.ts'
import { readCorpus } from '../../testing/corpus.ts'
import { aDirectMessage, aDirectWebhook, anEcho, anEntry, anItem } from '../../testing/direct-webhook.ts'
import { expectStorable, mutate, mutation } from '../../testing/mutation.ts'

const URL = 'https://lookaside.fbsbx.com/x?a=1'
const entry = {
  ...anEntry(
    aDirectMessage({ reply_to: { mid: 'm_0' }, referral: { source: 'ADS' } }),
    aDirectMessage({ text: 'x', quick_reply: { payload: 'y' } }),
    aDirectMessage({
      attachments: [
        { type: 'image', payload: { url: URL, sticker_id: 1 } },
        { type: 'file', payload: { url: `${URL}/a%20b.pdf` } },
        { type: 'location', payload: { coordinates: { lat: 1, long: 2 } } },
        { type: 'template', payload: { elements: [{ title: 'A', buttons: [{ title: 'B' }] }] } },
        { type: 'ig_reel', payload: { url: URL, reel_video_id: '1' } },
      ],
    }),
    anEcho({ app_id: 1, metadata: 'out_1' }),
    anItem({ message_edit: { mid: 'm', text: 'x', num_edit: 1 } }),
    anItem({ postback: { payload: 'x', referral: { ref: 'y' } } }),
    anItem({ reaction: { mid: 'm', action: 'react', emoji: '🔥' } }),
    anItem({ read: { watermark: 1795300000000 } }),
    anItem({ delivery: { mids: ['m'], watermark: 1795300000000 } }),
    anItem({ optin: { type: 'notification_messages', title: 'x' } }),
    anItem({ pass_thread_control: { new_owner_app_id: 1 } }),
    anItem({ policy_enforcement: { action: 'block' } }),
    anItem({ messaging_feedback: { feedback_screens: [{}] } }),
  ),
  standby: [aDirectMessage()],
  changes: [
    { field: 'comments', value: { id: '1', from: { id: '2' }, media: { id: '3' } } },
    { field: 'feed', value: { item: 'comment', verb: 'add', comment_id: '4' } },
  ],
}
const bodies = [
  aDirectWebhook('page', entry, entry),
  ...['meta/messenger', 'meta/instagram'].flatMap((folder) =>
    readCorpus(folder, /^(webhook|doc_webhook|edge_)/).map(({ body }) => body),
  ),
]

test.each([messenger, instagram])(
  'no body of $type, however broken, is an exception or an event that cannot be stored',
  (channel) => {
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 4 }), (which, mutations) => {
        // One body in four is the one that has everything.
        const body = which % 4 === 0 ? bodies[0] : bodies[which % bodies.length]

        expectStorable(channel.parse(mutations.reduce<unknown>((tree, one) => mutate(tree, one), body)))
      }),
      { numRuns: 3500 },
    )
  },
)

test('no answer, however broken, is an exception', () => {
  const answers = [
    { recipient_id: '25', message_id: 'm_9', attachment_id: '17' },
    { error: { code: 10, error_subcode: 2018278, type: 'OAuthException', is_transient: false } },
  ]

  fc.assert(
    fc.property(fc.nat(1), fc.integer({ min: 100, max: 599 }), mutation, (which, status, one) => {
      const body = mutate(answers[which], one)
      const outcome = messenger.outcome(status, body)
      const uploaded = messenger.uploaded(status, body)

      if (outcome.type === 'accepted') expect(outcome.externalId).not.toBe('')
      else expect(outcome.reason).not.toBe('')
      if (uploaded.type === 'uploaded') expect(uploaded.externalId).not.toBe('')
    }),
    { numRuns: 1000 },
  )
})
