import type { Meaning } from '@hilo/protocol'
import type { Found, OpenJudging } from './engine.ts'
import { type EvalQuestion, type EvalSet, type Side, sideOf } from './read-sets.ts'
import { passagesIn, type WrittenArticle, writeArticle } from './write-article.ts'

export type RefusalFigures = {
  threshold: number
  /** Of the questions that the knowledge answers, how many were answered, and of these how many rightly. */
  answered: number
  right: number
  /** Of the questions about something else, and of those whose passage was taken away. */
  offTopic: number
  hard: number
  /** Of those about nothing that the set is about; null where it has none. */
  strange: number | null
  /** What came of the trial of meaning; null where nobody places. */
  meaning: Meaning | null
}

/**
 * What is answered and what is refused when an org knows every other article of a set: the questions of the
 * other articles are off topic, and its own become hard ones when the passage with the answer is taken away.
 * The threshold comes from the articles alone.
 */
export async function measureRefusal(set: EvalSet, side: Side, open: OpenJudging): Promise<RefusalFigures> {
  const known = sideOf(set.articles, side)
  const articles = new Map(known.map((one) => [one.id, writeArticle(one, set.language)]))
  const engine = await open([...articles.values()], set)
  const threshold = await engine.calibrate()
  /** The first that says enough is what a contact reads. */
  const answer = async (text: string, isGone?: (piece: Found) => boolean) => {
    const judged = await engine.judge(text, set.language, isGone)
    return judged.find(({ evidence }) => evidence >= threshold)?.piece ?? null
  }
  const counts = { own: 0, answered: 0, right: 0, foreign: 0, offTopic: 0, hard: 0 }
  for (const question of set.questions) {
    if (!articles.has(question.articleId)) {
      counts.foreign++
      if (await answer(question.text)) counts.offTopic++
      continue
    }
    counts.own++
    const piece = await answer(question.text)
    if (piece) counts.answered++
    if (piece && isRight(articles, question, piece)) counts.right++
    if (await answer(question.text, (other) => isRight(articles, question, other))) counts.hard++
  }
  let strange = 0
  for (const text of set.strangers ?? []) if (await answer(text)) strange++
  await engine.close()
  const { own, answered, right, foreign, offTopic, hard } = counts
  return {
    ...{ threshold, meaning: engine.meaning ?? null },
    strange: set.strangers?.length ? strange / set.strangers.length : null,
    ...{ answered: answered / own, right: right / Math.max(answered, 1) },
    ...{ offTopic: offTopic / Math.max(foreign, 1), hard: hard / own },
  }
}

function isRight(
  articles: ReadonlyMap<string, WrittenArticle>,
  { passageId }: EvalQuestion,
  piece: { articleId: string; start: number; end: number },
): boolean {
  const article = articles.get(piece.articleId)
  return article !== undefined && passagesIn(article, piece).includes(passageId)
}
