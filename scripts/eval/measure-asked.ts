import type { Figure } from '../bench/figure.ts'
import { type Answering, openAnswering } from './answering.ts'
import { type Business, readBusinesses } from './asked/read-businesses.ts'

/** How one question was answered; `cited`: the places of the articles that were quoted. */
export type Asked = Business['questions'][number] & { isAnswered: boolean; cited: number[]; told: string }

type Verdict = 'right' | 'wrong' | 'unanswered' | 'refused'

/** Of a question that an article answers: rightly by it, by another one, or not at all. */
export function verdictOf({ articles, isAnswered, cited }: Asked): Verdict {
  if (!isAnswered) return articles.length > 0 ? 'unanswered' : 'refused'
  return cited.some((one) => articles.includes(one)) ? 'right' : 'wrong'
}

/** What the customers of small businesses are told by their articles alone, without a model. */
export async function measureAsked(say: (asked: Asked, business: Business) => void): Promise<Figure[]> {
  const answering = await openAnswering({ writer: null })
  try {
    const figures: Figure[] = []
    const together: Asked[] = []
    for (const business of readBusinesses()) {
      const all = await askAll(answering, business)
      for (const one of all) say(one, business)
      figures.push(...figuresOf(business.name, all))
      together.push(...all)
    }
    return [...figures, ...figuresOf('all', together, BARS)]
  } finally {
    await answering.close()
  }
}

async function askAll(answering: Answering, { articles, language, questions }: Business): Promise<Asked[]> {
  const written = articles.map((one, at) => ({ ...one, id: String(at), language, spans: [] }))
  const { ask, located } = await answering.openOrg(written, 'page')
  const all: Asked[] = []
  for (const question of questions) {
    const { action, citations, text } = await ask(question.text, language)
    const cited = (await located(citations)).map(({ articleId }) => Number(articleId))
    all.push({ ...question, isAnswered: action === 'answer' && cited.length > 0, cited, told: text })
  }
  return all
}

type Bars = Partial<Record<'right' | 'other' | 'none', Figure['bar']>>

/** Of one business a question is two points: all of them are held to a bar together. */
const BARS: Bars = { right: { atLeast: 35 }, other: { atMost: 5 }, none: { atMost: 3 } }

function figuresOf(name: string, all: readonly Asked[], bars: Bars = {}): Figure[] {
  const own = all.filter(({ articles }) => articles.length > 0)
  const foreign = all.filter(({ articles }) => articles.length === 0)
  const share = (what: string, some: readonly Asked[], verdict: Verdict): Figure => {
    const part = some.filter((one) => verdictOf(one) === verdict).length
    const value = (100 * part) / Math.max(some.length, 1)
    return { name: `${name}: ${what}`, value, unit: '%', note: `${part} of ${some.length}` }
  }
  const barred = (figure: Figure, bar: Figure['bar']): Figure => (bar ? { ...figure, bar } : figure)
  return [
    barred(share('answered rightly', own, 'right'), bars.right),
    barred(share('answered by another article', own, 'wrong'), bars.other),
    barred(share('answered without an article', foreign, 'wrong'), bars.none),
  ]
}
