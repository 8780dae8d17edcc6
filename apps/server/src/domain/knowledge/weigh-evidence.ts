import { type NearEvidences, weighNear } from '@hilo/ai'
import type { ArticleKind } from '@hilo/protocol'
import type { Nearby } from '../chunk/find.ts'
import type { Judged } from '../chunk/judge.ts'
import type { Thresholds } from './knowledge.ts'

/** What is near to a question, and how far that is evidence. */
export type NearbyJudged = Nearby & { evidence: NearEvidences }

/** What a chunk comes to: with nearness where that counts for its kind of article, else by its words. */
export function weighEvidence(judged: Judged, kind: ArticleKind, nearby: NearbyJudged | null) {
  const { score, title, body, trigram, alternate, meaning, evidence: words } = judged
  const rule = nearby?.evidence[kind] ?? null
  return {
    score,
    evidence: weighNear(rule, { evidence: words, near: meaning }),
    signals: { title, body, trigram, alternate, ...(nearby && { meaning }), ...(rule && { words }) },
  }
}

/** From which evidence on an answer is given to a question for which so much was looked at. */
export function thresholdsFor(thresholds: Thresholds, nearby: NearbyJudged | null): Thresholds {
  const of = (kind: ArticleKind) => nearby?.evidence[kind]?.threshold ?? thresholds[kind]
  return { page: of('page'), faq: of('faq') }
}
