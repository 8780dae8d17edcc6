import type {
  ContactGoal,
  Expectation,
  ModelFault,
  PlayedAnswer,
  PlayedGoal,
  PlayedTurn,
  Shortfall,
  TestWords,
} from '@hilo/protocol'
import { judgeAnswer } from './judge-answer.ts'
import type { Playing, SaidTurn } from './play-case.ts'

/** What a contact writes next, and how they feel about what they were told. */
export type ContactWords = { readonly text: string; readonly isContent: boolean; readonly isDone: boolean }
/** What does not hold of what a contact wants, and why. */
export type Unmet = { readonly criterion: string; readonly why: string }
/** Who should have said something did not, so nobody knows how it would have gone. */
export type Unplayed = { readonly fault: ModelFault; readonly reason: string }

export type GoalPlaying = Playing & {
  write(said: readonly SaidTurn[]): Promise<ContactWords | Unplayed>
  /** What of `contentWhen` does not hold at the end. */
  judge(said: readonly SaidTurn[]): Promise<readonly Unmet[] | Unplayed>
}

type Case = { readonly language: TestWords['language']; readonly goal: ContactGoal }
type Talk = { said: SaidTurn[]; turns: PlayedTurn[]; last: PlayedAnswer | null }
type End = { end: PlayedGoal['end']; isContent: boolean; words: string } | Unplayed

const NO_WORDS: Unplayed = { fault: 'empty', reason: 'The contact neither writes anything nor is done.' }
const SHOWN_MAX = 200

/**
 * Lets a contact with a goal talk to whoever answers, until they have no more to say, people have the
 * conversation, or they wrote as often as they may. What must not be said or called is judged of each answer,
 * all the rest of the whole.
 */
export async function playGoal(
  { language, goal }: Case,
  playing: GoalPlaying,
): Promise<{ turns: PlayedTurn[]; goal: PlayedGoal }> {
  const talk: Talk = { said: [], turns: [], last: null }
  const end = await talkOn(talk, { language, goal }, playing)
  const { turns, said } = talk
  if ('fault' in end) return { turns, goal: unplayed('contact', end) }
  const unmet = await playing.judge(said)
  if ('fault' in unmet) return { turns, goal: { ...unplayed('judge', unmet), isContent: end.isContent } }
  const shortfalls = [
    ...judgeAnswer({ ...goal.expect, ...NOWHERE }, wholeOf(turns)),
    ...(end.isContent ? [] : [notContent(goal, end.words)]),
    ...unmet.map(({ criterion, why }) => ({ code: 'not_met' as const, wanted: criterion, came: why })),
  ]
  const { end: how, isContent } = end
  return { turns, goal: { end: how, notPlayed: null, isContent, isMet: unmet.length === 0, shortfalls } }
}

async function talkOn(talk: Talk, { language, goal }: Case, playing: GoalPlaying): Promise<End> {
  const { said, turns } = talk
  for (;;) {
    const words = await wordsOf(talk, goal, playing)
    if ('fault' in words) return words
    const { text, isContent, isDone } = words
    const how = howItEnds(talk, goal, isDone)
    if (!how && text === '') return NO_WORDS
    if (text !== '') said.push({ from: 'contact', text })
    if (how) {
      // Nobody answers it any more.
      if (text !== '') turns.push({ says: [text], answer: null, shortfalls: [] })
      return { end: how, isContent, words: text }
    }
    const answer = await playing.answer([...said], talk.last?.language ?? language)
    said.push({ from: 'us', text: answer.text, choices: answer.choices })
    turns.push({ says: [text], answer, shortfalls: judgeAnswer(nowhereIn(goal.expect), answer) })
    talk.last = answer
  }
}

async function wordsOf(
  { said, turns }: Talk,
  { begins }: ContactGoal,
  { nth, write }: GoalPlaying,
): Promise<ContactWords | Unplayed> {
  const first = begins[nth % Math.max(1, begins.length)]
  if (turns.length === 0 && first !== undefined) return { text: first, isContent: false, isDone: false }
  return write([...said])
}

/** Null: what they write is answered. Who has not been answered yet cannot be done. */
function howItEnds(
  { turns, last }: Talk,
  { turnsMax }: ContactGoal,
  isDone: boolean,
): PlayedGoal['end'] | null {
  if (last?.action === 'handoff') return 'people'
  if (isDone && turns.length > 0) return 'contact'
  return turns.length >= turnsMax ? 'turns' : null
}

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
/** What is judged of each answer is not judged of the whole again. */
const NOWHERE = { saysNot: [], callsNot: [] }

function nowhereIn({ saysNot, callsNot = [] }: Expectation): Expectation {
  return { ...NOTHING, saysNot, callsNot }
}

/** All that was said, cited and called, with the end of the last answer. */
function wholeOf(turns: readonly PlayedTurn[]) {
  const answers = turns.flatMap(({ answer }) => answer ?? [])
  const { action, reason } = answers.at(-1) as PlayedAnswer
  return {
    ...{ action, reason, text: answers.map(({ text }) => text).join('\n') },
    citations: answers.flatMap(({ citations }) => citations),
    calls: answers.flatMap(({ calls = [] }) => calls),
  }
}

function notContent({ contentWhen }: ContactGoal, words: string): Shortfall {
  return { code: 'not_content', wanted: contentWhen.join(' '), came: words.slice(0, SHOWN_MAX) }
}

/** Nobody knows how it would have gone. */
export function unplayed(by: 'contact' | 'judge', { fault, reason }: Unplayed): PlayedGoal {
  const notPlayed = { by, fault, reason }
  return { end: 'not_played', notPlayed, isContent: null, isMet: null, shortfalls: [] }
}
