import { createSlots } from '../../apps/server/src/slots.ts'
import { type Answering, type AnsweringOrg, type By, openAnswering } from './answering.ts'
import { type EvalQuestion, type EvalSet, type Side, sideOf } from './read-sets.ts'
import { passagesIn, type WrittenArticle, writeArticle } from './write-article.ts'

export type ReadingFigures = {
  /** Of the questions that the knowledge answers, how many were answered, and of these how many rightly. */
  answered: number
  right: number
  /** Of the questions about something else, and of those whose passage was taken away. */
  offTopic: number
  hard: number
  questions: number
}

type Options = By & {
  side: Side
  /** So many questions at most, spread over all. */
  limit: number
}

const AT_ONCE = 4

/**
 * What is answered and what is refused on the whole way of an answer, a model included, when an org knows
 * every other article of a set. A question is hard in an org whose articles lack the passage that answers it:
 * there are as many of these orgs as an article has passages, each without one of every article.
 */
export async function measureReading(set: EvalSet, { side, limit, ...by }: Options): Promise<ReadingFigures> {
  const answering = await openAnswering(by)
  try {
    return figuresOf(await askAll(answering, set, { side, limit }))
  } finally {
    await answering.close()
  }
}

type Result = { isOwn: boolean; isAnswered: boolean; isRight: boolean; isHard: boolean }

async function askAll(
  answering: Answering,
  set: EvalSet,
  { side, limit }: Pick<Options, 'side' | 'limit'>,
): Promise<Result[]> {
  const known = sideOf(set.articles, side)
  const whole = await openOrg(answering, set, known)
  const places = Math.max(...known.map(({ passages }) => passages.length))
  const lacking: Org[] = []
  for (let at = 0; at < places; at++) {
    const rest = known.map((one) => ({ ...one, passages: one.passages.toSpliced(at, 1) }))
    lacking.push(await openOrg(answering, set, rest))
  }
  const placeOf = new Map(known.flatMap(({ passages }) => passages.map(({ id }, at) => [id, at] as const)))
  const slots = createSlots(AT_ONCE)
  return Promise.all(
    spread(set.questions, limit).map((question) =>
      slots(async () => {
        const at = placeOf.get(question.passageId)
        const given = await whole.answer(question)
        const isHard = at !== undefined && (await lacking[at]?.answer(question))?.isAnswered === true
        return { ...given, isOwn: at !== undefined, isHard }
      }),
    ),
  )
}

function figuresOf(results: readonly Result[]): ReadingFigures {
  const own = results.filter(({ isOwn }) => isOwn)
  const foreign = results.filter(({ isOwn }) => !isOwn)
  const answered = own.filter(({ isAnswered }) => isAnswered)
  return {
    answered: answered.length / Math.max(own.length, 1),
    right: answered.filter(({ isRight }) => isRight).length / Math.max(answered.length, 1),
    offTopic: foreign.filter(({ isAnswered }) => isAnswered).length / Math.max(foreign.length, 1),
    hard: own.filter(({ isHard }) => isHard).length / Math.max(own.length, 1),
    questions: results.length,
  }
}

type Org = Awaited<ReturnType<typeof openOrg>>

async function openOrg(answering: Answering, set: EvalSet, known: EvalSet['articles']) {
  const articles = new Map(known.map((one) => [one.id, writeArticle(one, set.language)]))
  const org = await answering.openOrg([...articles.values()], set.kind)
  const language = set.askedIn ?? set.language
  return { answer: (question: EvalQuestion) => answer(org, articles, { question, language }) }
}

async function answer(
  { ask, located }: AnsweringOrg,
  articles: ReadonlyMap<string, WrittenArticle>,
  { question, language }: { question: EvalQuestion; language: string },
) {
  const { action, citations } = await ask(question.text, language)
  const isAnswered = action === 'answer'
  if (!isAnswered) return { isAnswered, isRight: false }
  const pieces = await located(citations)
  const passages = pieces.flatMap((piece) => {
    const article = articles.get(piece.articleId)
    return article ? passagesIn(article, piece) : []
  })
  return { isAnswered, isRight: passages.includes(question.passageId) }
}

function spread<T>(all: readonly T[], limit: number): T[] {
  const step = Math.max(1, all.length / limit)
  return Array.from({ length: Math.min(limit, all.length) }, (_, at) => all[Math.floor(at * step)]).filter(
    (one) => one !== undefined,
  )
}
