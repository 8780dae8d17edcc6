import { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { ChannelEvent } from '../../channel.ts'
import { instagram, messenger } from '../../index.ts'
import { readCorpus } from '../../testing/corpus.ts'
import { expectStorable } from '../../testing/mutation.ts'

type Fields = Record<string, unknown>
type Entry = Fields & { messaging?: Fields[]; standby?: Fields[]; changes?: Fields[] }
const receivedAt = new Date('2026-11-22T10:00:00Z')

const PLATFORMS = [
  { channel: messenger, object: 'page', folder: 'meta/messenger' },
  { channel: instagram, object: 'instagram', folder: 'meta/instagram' },
].map((platform) => ({
  ...platform,
  webhooks: readCorpus(platform.folder, /^(webhook|doc_webhook|edge_)/) as {
    name: string
    body: { entry: Entry[] }
  }[],
}))

/** The kinds of events that are no message, which payload has them, as they are meant to be. */
const NO_MESSAGE = new Map<RegExp, string>([
  [/_delivery/, 'status seen'],
  [/_read/, 'seen'],
  [/thread_control/, 'handover'],
  [/app_roles|policy_enforcement/, 'account'],
  [/change_(feed_comment|comments|live_comments|mentions)/, 'comment'],
  // A post of the page, a sample without a message, an opt-in or a button of nobody that can be answered.
  [/feed_post|change_messages|optin_user_ref|postback_referral__4|edge_/, 'other'],
])

const typeOf = (name: string) => [...NO_MESSAGE].find(([pattern]) => pattern.test(name))?.[1] ?? 'message'
const itemsOf = (entry: Entry) => [
  ...(entry.messaging ?? []),
  ...(entry.standby ?? []),
  ...(entry.changes ?? []),
]

describe.each(PLATFORMS)(
  'payloads of $channel.type seen in public',
  ({ channel, object, folder, webhooks }) => {
    const parse = (...entry: unknown[]) => channel.parse({ object, entry }, receivedAt)

    test.skipIf(webhooks.length === 0)('each says what its name says', () => {
      for (const { name, body } of webhooks) {
        const types = [...new Set(channel.parse(body, receivedAt).map(({ type }) => type))].join(' ')

        expect(types, name).toBe(typeOf(name))
      }
    })

    test.skipIf(webhooks.length === 0)('each item says something, that can be stored, twice the same', () => {
      for (const { name, body } of webhooks) {
        const events = channel.parse(body, receivedAt)

        expect(events.length, name).toBeGreaterThanOrEqual(body.entry.flatMap(itemsOf).length)
        expect(channel.parse(structuredClone(body), receivedAt), name).toEqual(events)
        expectStorable(events)
        for (const event of events) {
          if (event.type === 'message') expect(Content.safeParse(event.content).success, name).toBe(true)
        }
      }
    })

    test.skipIf(webhooks.length === 0)('a batch of all says what each says, and loses nothing', () => {
      const entries = webhooks.flatMap(({ body }) => body.entry)

      expect(sorted(parse(...entries))).toEqual(sorted(entries.flatMap((entry) => parse(entry))))
    })

    test.skipIf(webhooks.length === 0)('every item corrupted in turn harms no neighbour', () => {
      const entries = webhooks.flatMap(({ body }) => body.entry)
      for (const [at, entry] of entries.entries()) {
        const neighbours = entries.filter((_, other) => other !== at)
        const expected = sorted(neighbours.flatMap((other) => parse(other)))
        for (const broken of corrupted(entry)) {
          const own = new Set(sorted(parse(broken)))

          const rest = sorted(parse(...entries.with(at, broken as Entry)))

          expect(rest.length).toBe(expected.length + parse(broken).length)
          expect(expected.every((event) => rest.includes(event))).toBe(true)
          expect(rest.every((event) => own.has(event) || expected.includes(event))).toBe(true)
        }
      }
    })

    test('every Graph error is a refusal of a known kind', () => {
      for (const { name, body } of readCorpus(folder, /^(doc_)?error_/)) {
        expect(channel.outcome(400, body).type, name).not.toBe('unknown')
      }
    })

    test('every answer to a send is accepted', () => {
      for (const { name, body } of readCorpus(folder, /^(doc_)?response_send/)) {
        expect(channel.outcome(200, body), name).toMatchObject({
          type: 'accepted',
          externalId: expect.any(String),
        })
      }
    })
  },
)

/** The events as text, in an order of their own: statuses come last in a batch. */
function sorted(events: readonly ChannelEvent[]): string[] {
  return events.map((event) => JSON.stringify(event)).sort()
}

/** The entry with each of its items broken in every way, and the entry itself. */
function corrupted(entry: Entry): unknown[] {
  const bad = [null, 'x', 7, [], {}, { message: { mid: {} } }, { sender: null, message: [] }]
  const lists = (['messaging', 'standby', 'changes'] as const).filter((key) => Array.isArray(entry[key]))
  const items = lists.flatMap((key) => bad.map((item) => ({ ...entry, [key]: [item] })))
  return [null, 'x', [], ...items]
}
