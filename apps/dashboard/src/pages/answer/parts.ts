import type { Answer, AnswerTrace } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import { isOpenQuestion } from './open-question.ts'
import { type CitedArticle, placesOf } from './places.ts'

/** One of the questions of a message with what it found; `part` is null for what only all of it found. */
export type Found<P, C> = { part: (P & { place: number }) | null; candidates: C[] }

/** What was found, by the question that found it; one group where the message was looked at as one. */
export function byPart<P, C extends { part?: number | undefined }>(
  parts: readonly P[],
  candidates: readonly C[],
): Found<P, C>[] {
  const of = (place: number) => candidates.filter(({ part = 0 }) => part === place)
  const groups = parts.map((part, at) => ({ part: { ...part, place: at + 1 }, candidates: of(at + 1) }))
  const known = new Set(groups.flatMap(({ candidates: own }) => own))
  const others = candidates.filter((one) => !known.has(one))
  return groups.length === 0 || others.length > 0 ? [...groups, { part: null, candidates: others }] : groups
}

/** What is answered from first, then what says most: so that the list agrees with the verdict over it. */
export function bestFirst<C extends { evidence: number; threshold: number }>(candidates: readonly C[]): C[] {
  const margin = ({ evidence, threshold }: C) => evidence / Math.max(threshold, Number.EPSILON)
  const head = candidates.slice(0, 1).filter((one) => margin(one) >= 1)
  const others = candidates.slice(head.length).toSorted((a, b) => margin(b) - margin(a))
  return [...head, ...others]
}

type Verdict = { tone: 'done' | 'wait'; text: string }

/** Whether what was found was enough, in words that agree with what was said; null: nothing was looked for. */
export function verdictOf(
  { action, trace }: Pick<Answer, 'action' | 'trace'>,
  words: Words['answers'],
): Verdict | null {
  const { threshold, isEnough, parts = [], mode } = trace
  if (threshold === null) return null
  if (parts.length > 0) {
    const isQuoted = mode === 'quoting' && action === 'answer'
    const count = parts.filter((part) => (isQuoted ? part.isAnswered : part.isEnough)).length
    const text = (isQuoted ? words.answers : words.isEnoughFor)(count, parts.length)
    return { tone: count === parts.length ? 'done' : 'wait', text }
  }
  return isEnough ? { tone: 'done', text: words.isEnough } : { tone: 'wait', text: words.tooLittle }
}

/** What a contact asked and was not answered, with what came closest to it. */
export type OpenPart = Pick<AnswerTrace, 'language' | 'isEnough'> & {
  question: string
  messageId: Answer['messageId']
  /** Which of the questions of its message it is, from 1 on; 0: all of it. */
  place: number
  conversationId: Answer['conversationId']
  candidates: AnswerTrace['candidates']
  /** What the contact was shown in place of an answer. */
  offered: CitedArticle[]
}

/** Of a message with several questions those that were left open; of any other all of it; none if it was answered. */
export function openPartsOf(answer: Answer): OpenPart[] {
  if (!isOpenQuestion(answer)) return []
  const { trace, action, citations, conversationId, messageId } = answer
  const { language, parts = [] } = trace
  const offered = action === 'suggest' ? placesOf(citations) : []
  if (parts.length === 0) {
    const { question, isEnough, candidates } = trace
    return [{ ...{ language, conversationId, messageId, place: 0 }, question, isEnough, candidates, offered }]
  }
  return byPart(parts, trace.candidates).flatMap(({ part, candidates }) => {
    if (!part || part.isAnswered) return []
    // What has none of its words was offered for another of them.
    const own = new Set(candidates.filter(({ evidence }) => evidence > 0).map(({ articleId }) => articleId))
    const { question, isEnough } = part
    return [
      {
        ...{ language, conversationId, messageId, place: part.place, question, isEnough, candidates },
        offered: offered.filter(({ articleId }) => own.has(articleId)),
      },
    ]
  })
}
