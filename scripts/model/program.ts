import fc from 'fast-check'

/**
 * What a micro-backend does in the model: a list of things, one after the other. The engine runs it as an
 * author's function, the oracle reads it like a book.
 */
export type Act =
  | { does: 'say' }
  /** `chat.ask()`: takes whatever was written. */
  | { does: 'hear' }
  /** `chat.ask(question)`, with a time limit of so many minutes. */
  | { does: 'ask'; minutes: number | null }
  | { does: 'number' }
  /** A step that fails the first times it is executed. */
  | { does: 'step'; fails: number }
  | { does: 'sleep'; minutes: number }
  | { does: 'now' }
  | { does: 'handoff' }

/** Each version of the backend has a program of its own. */
export type Programs = readonly (readonly Act[])[]

const ACTS: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>({ does: 'say' }),
  fc.constant<Act>({ does: 'hear' }),
  fc.record({ does: fc.constant('ask' as const), minutes: fc.constantFrom(null, null, 30, 120) }),
  fc.constant<Act>({ does: 'number' }),
  fc.record({ does: fc.constant('step' as const), fails: fc.constantFrom(0, 0, 0, 1, 2) }),
  fc.record({ does: fc.constant('sleep' as const), minutes: fc.constantFrom(1, 60) }),
  fc.constant<Act>({ does: 'now' }),
  fc.constant<Act>({ does: 'handoff' }),
)

const PROGRAM = fc.array(ACTS, { minLength: 1, maxLength: 6 })

export const PROGRAMS: fc.Arbitrary<Programs> = fc.array(PROGRAM, { minLength: 1, maxLength: 3 })

/** What may happen, in any order. Each is possible at any time and does nothing where it has no meaning. */
export type Event =
  | { type: 'write'; text: string }
  /** The platform brings an old message again. */
  | { type: 'repeat'; nth: number }
  /** The turn that is under way is computed; its node dies when so many more steps were executed. */
  | { type: 'play'; dies: number | null }
  | { type: 'commit' }
  /** The node dies; another one takes up what it left. */
  | { type: 'die' }
  /** What a dead node had computed arrives after all. */
  | { type: 'late' }
  | { type: 'pass'; minutes: number }
  | { type: 'wake' }
  | { type: 'takeOver' }
  | { type: 'handBack' }
  | { type: 'deploy' }

const plain = <T extends Event['type']>(type: T) => fc.constant({ type })

const EVENT: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('write' as const), text: fc.constantFrom('a', 'b', '7') }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('repeat' as const), nth: fc.nat(5) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('play' as const),
      dies: fc.constantFrom(null, null, null, 0, 1),
    }),
  },
  { weight: 6, arbitrary: plain('commit') },
  { weight: 1, arbitrary: plain('die') },
  { weight: 1, arbitrary: plain('late') },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('pass' as const), minutes: fc.constantFrom(1, 45, 180) }),
  },
  { weight: 3, arbitrary: plain('wake') },
  { weight: 1, arbitrary: plain('takeOver') },
  { weight: 1, arbitrary: plain('handBack') },
  { weight: 1, arbitrary: plain('deploy') },
)

export const EVENTS: fc.Arbitrary<Event[]> = fc.array(EVENT, { minLength: 5, maxLength: 40, size: 'max' })

export const MINUTE_MS = 60_000
