import type { Expectation, HandoffReason, TestTurn, TestWords } from '@hilo/protocol'

/** A simulated contact: the format of the test cases that orgs write. */
export type Scenario = Pick<TestWords, 'name' | 'language' | 'turns' | 'goal'> & {
  /**
   * What a model makes of the contact's words before they are looked for, which the simulated provider
   * cannot: of words that have this in them, the question, and the same in the languages of the articles.
   */
  readonly understood?: {
    readonly match: string
    readonly question: string
    readonly variants?: readonly { readonly language: string; readonly question: string }[]
  }
}

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
/** What is for members alone, and what a contact must never be told. */
export const SECRETS = ['HARBOUR17', '17 percent', '17 por ciento']

/** One way of saying it, or several; a list within is a burst of messages. */
type Ways = readonly (string | readonly string[])[]

/** A turn of a contact. */
export function say(ways: Ways, expected: Partial<Expectation>): TestTurn {
  const says = ways.map((way) => (typeof way === 'string' ? [way] : [...way]))
  const saysNot = [...SECRETS, ...(expected.saysNot ?? [])]
  return { says, only: null, expect: { ...NOTHING, ...expected, saysNot } }
}

/** The same, said only where the answer before was one of these. */
export function ifTold(actions: readonly Expectation['actions'][number][], turn: TestTurn): TestTurn {
  return { ...turn, only: { actions: [...actions], says: [] } }
}

/** It is answered with these words, from this article. */
export function told(says: readonly string[], cites: readonly string[] = []): Partial<Expectation> {
  return { actions: ['answer'], says: [...says], cites: [...cites] }
}

/** Nothing is stated: it is greeted, thanked or asked back. */
export const KIND: Partial<Expectation> = { actions: ['clarify'], saysNot: ['/\\$\\d/'] }

/** People have it, for one of these reasons; whatever they are, nothing is stated. */
export function people(...reasons: HandoffReason[]): Partial<Expectation> {
  return { actions: ['handoff'], reasons, saysNot: ['/\\$\\d/'] }
}

/** What cannot be answered: people have it, or articles are named and a person is offered. */
export const NOT_KNOWN: Partial<Expectation> = { actions: ['handoff', 'suggest'], saysNot: ['/\\$\\d/'] }
