import { answersNothing, isAbout } from '@hilo/ai'
import { baseLanguage, type Id } from '@hilo/protocol'

/** `part` is its place among the questions of its message, 0: it is all of it. */
type Place = { messageId: Id; part: number }

/** A question that AI left open. */
export type LeftQuestion = Place & { question: string; language: string }

/** What was said in a conversation, as far as it leaves questions open or deals with them. */
export type Spoken =
  | { by: 'contact' }
  | { by: 'agent'; text: string; at: Date }
  /** `asked`: what AI answered with this, from articles that it cites; null: it answered nothing. */
  | { by: 'ai'; text: string; at: Date; asked: string | null; left: readonly LeftQuestion[] }
  /** A member says that a question is dealt with. */
  | ({ by: 'settling' } & Place)

export type StillOpen = LeftQuestion & {
  /** Something was replied since, and to something else. */
  isBeforeReply: boolean
}

/** So many replies to something else show that people have moved on; so does a day after the first of them. */
const REPLIES_MAX = 3
const DAY_MS = 86_400_000

type Open = LeftQuestion & { replies: number; repliedAt: Date | null }

/**
 * The questions that a contact still waits for, the oldest first. A reply of a member, or an answer of AI
 * from articles, deals with those whose words it has; a member's that has none of any deals with the only one
 * that nobody had replied after, unless it plainly tells nothing yet. The others stay, as asked before that
 * reply, until the third one to something else, or for a day after the first. What a member settles goes
 * at once, and no later reply is for it. What is asked again stands there once.
 */
export function stillOpen(said: readonly Spoken[], now: Date): StillOpen[] {
  let open: Open[] = []
  let isSameTurn = false
  for (const one of said) {
    if (one.by === 'settling') {
      open = open.filter((known) => known.messageId !== one.messageId || known.part !== one.part)
      continue
    }
    if (one.by === 'agent') open = afterReply(open, one, isSameTurn)
    if (one.by === 'ai') {
      if (one.asked !== null) open = afterAnswer(open, { ...one, asked: one.asked })
      open = [...open.filter((known) => !isAskedAgain(known, one.left)), ...one.left.map(asNew)]
    }
    isSameTurn = one.by === 'agent' && (isSameTurn || !answersNothing(one.text))
  }
  return open
    .filter(({ repliedAt }) => repliedAt === null || now.getTime() - repliedAt.getTime() < DAY_MS)
    .map(({ replies, repliedAt: _, ...question }) => ({ ...question, isBeforeReply: replies > 0 }))
}

function asNew(question: LeftQuestion): Open {
  return { ...question, replies: 0, repliedAt: null }
}

/** Several messages in a row are one reply. */
function afterReply(open: readonly Open[], { text, at }: { text: string; at: Date }, isSameTurn: boolean) {
  const told = open.filter((one) => speaksOf(text, one, open))
  if (told.length === 0 && answersNothing(text)) return open.map((one) => repliedAt(one, at))
  const fresh = open.filter(({ replies }) => replies === 0)
  const [only] = fresh
  const dealt = told.length === 0 && only && fresh.length === 1 ? [only] : told
  return passed(
    open.filter((one) => !dealt.includes(one)),
    { at, isCounted: !isSameTurn },
  )
}

/** What AI answers is looked for by what was asked with it too: the same in other words. */
function afterAnswer(open: readonly Open[], { text, asked, at }: { text: string; asked: string; at: Date }) {
  const left = open.filter((one) => !speaksOf(`${asked}\n${text}`, one, open))
  return passed(left, { at, isCounted: true })
}

function passed(open: readonly Open[], { at, isCounted }: { at: Date; isCounted: boolean }): Open[] {
  return open
    .map((one) => {
      // What was said in the same breath before the question was asked is none after it.
      const isNew = isCounted || one.replies === 0
      return { ...repliedAt(one, at), replies: one.replies + (isNew ? 1 : 0) }
    })
    .filter(({ replies }) => replies < REPLIES_MAX)
}

function repliedAt(one: Open, at: Date): Open {
  return { ...one, repliedAt: one.repliedAt ?? at }
}

/** Most of what tells this question from the other open ones is in a text. */
function speaksOf(text: string, { question, language: tag }: LeftQuestion, open: readonly Open[]): boolean {
  const language = baseLanguage(tag)
  const said = { text, language }
  const others = open.map((one) => ({ text: one.question, language }))
  return isAbout({ questions: [{ text: question, language }], cited: [said], found: [said, ...others] })
}

/** In the same words, whichever part of a message it was; what was looked at together holds each of its lines. */
function isAskedAgain({ question }: LeftQuestion, left: readonly LeftQuestion[]): boolean {
  return left.some((later) => {
    const lines = new Set(linesOf(later.question))
    return linesOf(question).every((line) => lines.has(line))
  })
}

function linesOf(question: string): string[] {
  return question.split('\n').map((line) => line.trim().toLowerCase())
}
