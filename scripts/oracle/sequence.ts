import fc from 'fast-check'

/** What may happen between a contact and a business. Things with the same numbers are the same thing, again. */
export type Happening =
  /** The contact writes; hours after the first of January. */
  | { type: 'say'; nth: number; hour: number }
  | { type: 'edit'; nth: number; time: number }
  | { type: 'unsend'; nth: number }
  /** How far a message of the business came. */
  | { type: 'status'; nth: number; status: Status }
  /** The business writes past the server. */
  | { type: 'echo'; nth: number }

export type Status = 'sent' | 'delivered' | 'read' | 'failed'
export const CHANNELS = ['whatsapp', 'messenger', 'instagram'] as const
export type ChannelName = (typeof CHANNELS)[number]
export type Sequence = { channel: ChannelName; happenings: Happening[] }

/** When everything begins; times are counted from it. */
export const EPOCH = Date.UTC(2026, 0, 1)

/** Messages that the business sent from here, to each contact. */
export const SENT = 2

const nth = fc.nat(2)
const kind = <T extends Happening['type']>(type: T) => fc.constant(type)

const HAPPENING: fc.Arbitrary<Happening> = fc.oneof(
  // The same message always says the same, however often it comes.
  { weight: 4, arbitrary: nth.map((n): Happening => ({ type: 'say', nth: n, hour: [30, 0, 100][n] ?? 0 })) },
  { weight: 2, arbitrary: fc.record({ type: kind('edit'), nth, time: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ type: kind('unsend'), nth }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: kind('status'),
      nth: fc.nat(SENT - 1),
      status: fc.constantFrom<Status>('sent', 'delivered', 'read', 'failed'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: kind('echo'), nth }) },
)

export const SEQUENCE: fc.Arbitrary<Sequence> = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  happenings: fc.array(HAPPENING, { minLength: 1, maxLength: 12 }),
})
