import { baseLanguage } from '@hilo/protocol'
import { termsOf } from '../text/terms.ts'

/** Of all words of two questions, so many are in both when they ask for the same. */
const SHARED_MIN = 0.5

type Asked = { readonly text: string; readonly language: string }
type Cluster<Q> = { terms: ReadonlySet<string>; language: string; members: Q[] }

/**
 * Puts together the questions that ask for the same in about the same words of one language. Each is compared
 * with the first of every group, so the same questions in the same order always come to the same groups.
 */
export function clusterQuestions<Q extends Asked>(questions: readonly Q[]): Q[][] {
  const clusters: Cluster<Q>[] = []
  for (const question of questions) {
    const language = baseLanguage(question.language)
    const terms = termsIn(question)
    const like = clusters.find((one) => one.language === language && shareOf(one.terms, terms) >= SHARED_MIN)
    if (like) like.members.push(question)
    else clusters.push({ terms, language, members: [question] })
  }
  return clusters.map(({ members }) => members)
}

/** What has no word that tells anything is only like what is written the same way. */
function termsIn({ text, language }: Asked): Set<string> {
  const terms = new Set(termsOf(text, language))
  return terms.size > 0 ? terms : new Set([text.trim().toLowerCase()])
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = one.intersection(other).size
  return shared / (one.size + other.size - shared)
}
