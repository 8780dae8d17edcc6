import type { Found, OpenJudging } from './engine.ts'
import { type EvalQuestion, type EvalSet, type Side, sideOf } from './read-sets.ts'
import { writeArticle } from './write-article.ts'

/** How near what comes closest to a question is, as a part of what an answer needs; and whether it is right. */
type Nearest = { margin: number; isRight: boolean }

/** The questions that are not answered, with what comes closest to each. */
export type NamingFigures = {
  /** About what the knowledge has. */
  own: Nearest[]
  /** About something else. */
  offTopic: Nearest[]
  /** About nothing that the set is about. */
  strange: Nearest[]
}

/**
 * What may be named where a question is not answered, when an org knows every other article of a set: of what
 * is asked about these the right article, of the rest nothing would be better than anything.
 */
export async function measureNaming(set: EvalSet, side: Side, open: OpenJudging): Promise<NamingFigures> {
  const known = sideOf(set.articles, side)
  const engine = await open(
    known.map((one) => writeArticle(one, set.language)),
    set,
  )
  const threshold = await engine.calibrate()
  const ids = new Set(known.map(({ id }) => id))
  const nearest = async (text: string, articleId: string | null): Promise<Nearest[]> => {
    const judged = await engine.judge(text, set.language)
    // What is answered names nothing.
    if (judged.some(({ evidence }) => evidence >= threshold)) return []
    const [first] = judged.toSorted((a, b) => b.evidence - a.evidence)
    const piece: Found | undefined = first?.piece
    return [{ margin: (first?.evidence ?? 0) / threshold, isRight: piece?.articleId === articleId }]
  }
  const ask = async (questions: readonly EvalQuestion[]) =>
    (await Promise.all(questions.map(({ text, articleId }) => nearest(text, articleId)))).flat()
  const figures = {
    own: await ask(set.questions.filter(({ articleId }) => ids.has(articleId))),
    offTopic: await ask(set.questions.filter(({ articleId }) => !ids.has(articleId))),
    strange: (await Promise.all((set.strangers ?? []).map((text) => nearest(text, null)))).flat(),
  }
  await engine.close()
  return figures
}
