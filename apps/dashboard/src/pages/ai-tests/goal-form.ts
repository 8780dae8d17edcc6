import { type ContactGoal, GOAL_TURNS, type GoalFact } from '@hilo/protocol'
import {
  EXPECTS_NOTHING,
  expectationOf,
  linesOf,
  type TypedExpectation,
  typedExpectation,
} from './expectation-form.ts'

/** A contact with a goal as they are typed: lists are lines. */
export type TypedGoal = TypedExpectation & {
  persona: string
  wants: string
  /** A fact a line: `Order number: A-7`. */
  facts: string
  begins: string
  contentWhen: string
  turnsMax: string
}

export function emptyGoal(begins: readonly string[]): TypedGoal {
  return {
    ...EXPECTS_NOTHING,
    ...{
      persona: '',
      wants: '',
      facts: '',
      begins: begins.join('\n'),
      contentWhen: '',
      turnsMax: String(GOAL_TURNS),
    },
  }
}

export function typedGoal({ expect, ...goal }: ContactGoal): TypedGoal {
  return {
    ...typedExpectation(expect),
    ...{ persona: goal.persona, wants: goal.wants, turnsMax: String(goal.turnsMax) },
    facts: goal.facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    begins: goal.begins.join('\n'),
    contentWhen: goal.contentWhen.join('\n'),
  }
}

export function goalOf(typed: TypedGoal): ContactGoal {
  return {
    ...{ persona: typed.persona.trim(), wants: typed.wants.trim(), turnsMax: Number(typed.turnsMax) },
    facts: linesOf(typed.facts).map(factOf),
    begins: linesOf(typed.begins),
    contentWhen: linesOf(typed.contentWhen),
    expect: expectationOf(typed),
  }
}

/** What has to be written before it can be saved. */
export function missingOf({ wants, contentWhen }: TypedGoal): ('wants' | 'contentWhen')[] {
  return [
    ...(wants.trim() === '' ? (['wants'] as const) : []),
    ...(contentWhen.trim() === '' ? (['contentWhen'] as const) : []),
  ]
}

/** A line without a colon is the server's to refuse: nothing that was typed is dropped in silence. */
function factOf(line: string): GoalFact {
  const at = line.indexOf(':')
  return at < 0
    ? { name: line, value: '' }
    : { name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
}
