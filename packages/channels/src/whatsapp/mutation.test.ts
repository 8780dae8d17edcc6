import { Content } from '@hilo/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
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

// Values of every kind of JSON, and those that JavaScript treats specially.
const intruder = fc.oneof(
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    '\0',
    '__proto__',
    'constructor',
    'a\nb',
    '\ud83d',
  ),
  fc.constantFrom('x'.repeat(100_000), 'DE.ENT.1', '1795300000', { length: 1 }, { toString: 1, valueOf: 2 }),
  fc.jsonValue({ maxDepth: 3 }),
)
type Mutation = { at: number; drop: boolean; value: unknown }
const mutation: fc.Arbitrary<Mutation> = fc.record({ at: fc.nat(), drop: fc.boolean(), value: intruder })

/** Drops or replaces the nth value of a JSON tree, wherever it lies. */
function mutate(body: unknown, { at, drop, value }: Mutation): unknown {
  const root = { body: structuredClone(body) }
  const places: [parent: Record<string, unknown>, key: string][] = []
  const visit = (parent: Record<string, unknown>) => {
    for (const key of Object.keys(parent)) {
      places.push([parent, key])
      const child = parent[key]
      if (typeof child === 'object' && child !== null) visit(child as Record<string, unknown>)
    }
  }
  visit(root)
  const place = places[at % places.length]
  if (!place) return root.body
  const [parent, key] = place
  if (!drop) parent[key] = structuredClone(value)
  else if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
  return root.body
}

test('no body, however broken, is an exception or an event that cannot be stored', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 4 }), (which, mutations) => {
      const body = mutations.reduce<unknown>((tree, one) => mutate(tree, one), bodies[which % bodies.length])

      const events = whatsapp.parse(body)

      expect(JSON.stringify(events)).not.toMatch(/"(sentAt|at)":null/)
      for (const event of events) {
        if (event.type === 'other') expect(event.kind).not.toBe('')
        if (event.type === 'other') continue
        expect([event.account, event.externalId]).not.toContain('')
        if (event.type !== 'message') continue
        expect(event.sender.length).toBeGreaterThan(0)
        expect(Content.safeParse(event.content).success).toBe(true)
      }
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
