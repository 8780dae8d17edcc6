import type { AnswerAction, StandIn, TestTurn, TestWords } from '@hilo/protocol'
import {
  EXPECTS_NOTHING,
  expectationOf,
  linesOf,
  type TypedExpectation,
  typedExpectation,
} from './expectation-form.ts'
import { emptyGoal, goalOf, type TypedGoal, typedGoal } from './goal-form.ts'

export type TypedTurn = TypedExpectation & {
  /** For React: turns are told apart while they are moved and deleted. */
  key: number
  /** One way of saying it, or several, each of one or more messages in a row. */
  says: string[][]
  /** Said only where the answer before was such; nothing: always. */
  onlyActions: AnswerAction[]
  onlySays: string
}

/** What a tool answers, with a key for React. */
export type TypedStandIn = StandIn & { key: number }

export type TypedCase = {
  name: string
  language: string
  inboxId: string
  standIns: TypedStandIn[]
  /** Who says what the contact says; what is typed for the other stays until the case is saved. */
  kind: 'turns' | 'goal'
  turns: TypedTurn[]
  goal: TypedGoal
}

/** Who gives a case no name finds it by what the contact says or wants. */
const NAME_MAX = 80
const ARTICLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Else it is a title, as files may name articles. */
export function isArticleId(cited: string): boolean {
  return ARTICLE_ID.test(cited)
}

export function typedOf(one: TestWords | null): TypedCase {
  const { name = '', language = null, inboxId = null, standIns = [], turns = [], goal } = one ?? {}
  const typed = turns.map(typedTurn)
  return {
    ...{ name, language: language ?? '', inboxId: inboxId ?? '' },
    standIns: standIns.map((standIn, key) => ({ ...standIn, key })),
    kind: goal ? 'goal' : 'turns',
    turns: typed.length > 0 ? typed : [emptyTurn(0)],
    // Who had written turns begins with the same words.
    goal: goal ? typedGoal(goal) : emptyGoal((turns[0]?.says ?? []).map((way) => way.join(' '))),
  }
}

export function emptyTurn(key: number): TypedTurn {
  return { ...EXPECTS_NOTHING, key, says: [['']], onlyActions: [], onlySays: '' }
}

function typedTurn({ says, only, expect }: TestTurn, key: number): TypedTurn {
  return {
    ...typedExpectation(expect),
    ...{ key, onlyActions: only?.actions ?? [], onlySays: only?.says.join('\n') ?? '' },
    says,
  }
}

export function wordsOf({ name, language, inboxId, standIns, kind, turns, goal }: TypedCase): TestWords {
  const first = kind === 'goal' ? goal.wants : (turns[0]?.says[0]?.[0] ?? '')
  return {
    name: name.trim() || (linesOf(first)[0]?.slice(0, NAME_MAX) ?? ''),
    language: language.trim() || null,
    inboxId: inboxId || null,
    standIns: standIns.map(({ key: _, ...standIn }) => standIn),
    turns: kind === 'turns' ? turns.map(turnOf) : [],
    ...(kind === 'goal' && { goal: goalOf(goal) }),
  }
}

/** Whether a message was left empty, which is either written or taken out. */
export function isUnsaid(message: string): boolean {
  return message.trim() === ''
}

function turnOf(turn: TypedTurn): TestTurn {
  return {
    says: turn.says.map((way) => way.map((message) => message.trim())),
    only: onlyOf(turn),
    expect: expectationOf(turn),
  }
}

function onlyOf({ onlyActions, onlySays }: TypedTurn): TestTurn['only'] {
  const says = linesOf(onlySays)
  return onlyActions.length === 0 && says.length === 0 ? null : { actions: onlyActions, says }
}
