import { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
import { whatsapp } from './whatsapp.ts'

type Body = {
  entry?: { changes?: { field?: string; value?: { messages?: unknown; statuses?: unknown } }[] }[]
}

const webhooks = readCorpus('meta/whatsapp', /^(webhook|doc_webhook|edge_(?!request))/)
const errors = readCorpus('meta/whatsapp', /^(doc_)?error_/)
const responses = readCorpus('meta/whatsapp', /^(response_send|doc_response_(send|template))/)
const receivedAt = new Date('2026-11-22T10:00:00Z')

/** How many elements lie in `key` of all changes of the field `messages`. */
function countOf(body: unknown, key: 'messages' | 'statuses'): number {
  const changes = (body as Body).entry?.flatMap(({ changes }) => changes ?? []) ?? []
  const lists = changes.filter(({ field }) => field === 'messages').map(({ value }) => value?.[key])
  return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)
}

const eventsOf = (body: unknown) => whatsapp.parse(body, receivedAt).map((event) => JSON.stringify(event))

/** The body with each of its messages and statuses replaced by what is none, one at a time. */
function brokenIn(body: unknown): { broken: unknown; own: string }[] {
  const changes = (body as Body).entry?.flatMap((entry) => entry.changes ?? []) ?? []
  return changes.flatMap(({ value }, change) =>
    (['messages', 'statuses'] as const).flatMap((key) => {
      const list = value?.[key]
      return (Array.isArray(list) ? list : []).flatMap((_, at) =>
        [null, 'x', 7, { id: {} }].map((bad) => {
          const broken = structuredClone(body) as Body
          const copy = broken.entry?.flatMap((entry) => entry.changes ?? [])[change]?.value?.[key]
          ;(copy as unknown[])[at] = bad
          return { broken, own: `${key} ${at}` }
        }),
      )
    }),
  )
}

describe.skipIf(webhooks.length === 0)('payloads seen in public', () => {
  test('every body says something, and each of its messages and statuses does', () => {
    for (const { name, body } of webhooks) {
      const events = whatsapp.parse(body, receivedAt)

      expect(events.length, name).toBeGreaterThan(0)
      expect(events.length, name).toBeGreaterThanOrEqual(
        countOf(body, 'messages') + countOf(body, 'statuses'),
      )
    }
  })

  test('every message of a contact is visible', () => {
    for (const { name, body } of webhooks.filter(({ name }) =>
      /^(doc_)?webhook_(message|batch)/.test(name),
    )) {
      const visible = whatsapp
        .parse(body, receivedAt)
        .filter(({ type }) => /^(message|identity_changed)$/.test(type))

      expect(visible.length, name).toBe(countOf(body, 'messages'))
    }
  })

  test('every item corrupted in turn harms no neighbour', () => {
    for (const { name, body } of webhooks) {
      const whole = eventsOf(body)
      for (const { broken, own } of brokenIn(body)) {
        const left = eventsOf(broken)

        expect(left.length, name).toBe(whole.length)
        const lost = whole.filter((event) => !left.includes(event))
        expect(lost.length, `${name} ${own}`).toBeLessThanOrEqual(1)
      }
    }
  })

  test('every event can be stored and reads the same the second time', () => {
    for (const { name, body } of webhooks) {
      const events = whatsapp.parse(body, receivedAt)

      expect(whatsapp.parse(structuredClone(body), receivedAt), name).toEqual(events)
      expect(JSON.stringify(events), name).not.toMatch(/"(sentAt|at)":null/)
      for (const event of events) {
        if (event.type !== 'message') continue
        expect(Content.safeParse(event.content).success, name).toBe(true)
        expect(event.sender.length, name).toBeGreaterThan(0)
      }
    }
  })

  test('every Graph error is a refusal of a known kind', () => {
    for (const { name, body } of errors) expect(whatsapp.outcome(400, body).type, name).not.toBe('unknown')
  })

  test('every answer to a send is accepted', () => {
    for (const { name, body } of responses) expect(whatsapp.outcome(200, body).type, name).toBe('accepted')
  })
})
