import type { AnswerTrace } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { byPart } from './parts.ts'
import { shownIn } from './roles.ts'

type Candidate = AnswerTrace['candidates'][number]

const chunk = (chunkId: string, evidence: number, part?: number): Candidate => ({
  ...{ chunkId, articleId: chunkId, version: 1, kind: 'faq', audience: 'public', title: chunkId },
  ...{ headings: [], start: 0, end: 9, score: 1, evidence, threshold: 0.5, foundBy: 'en' },
  ...{ signals: { title: 1, body: 1, trigram: 1, alternate: 0 }, ...(part && { part }) },
})

const part = (isAnswered: boolean) => ({ question: '?', isEnough: isAnswered, isAnswered })
const cites = (...ids: string[]) => ids.map((id) => ({ ...chunk(id, 1), quote: id }))

function shown(
  action: 'answer' | 'suggest',
  cited: string[],
  { parts = [], candidates }: { parts?: ReturnType<typeof part>[]; candidates: Candidate[] },
) {
  const groups = byPart(parts, candidates)
  return shownIn(groups, { action, citations: cites(...cited) }).map((own) =>
    own.map(({ candidate, role }) => [candidate.chunkId, ...(role ? [role] : [])].join(' ')),
  )
}

test('what is cited for one question is not marked under another that found it too', () => {
  const candidates = [
    ...[chunk('shipping', 0.9, 1), chunk('returns', 0.2, 1)],
    ...[chunk('returns', 0.8, 2), chunk('shipping', 0.1, 2)],
    ...[chunk('shipping', 0.3, 3), chunk('llamas', 0.2, 3)],
  ]
  const parts = [part(true), part(true), part(false)]

  expect(shown('answer', ['shipping', 'returns'], { parts, candidates })).toEqual([
    ['shipping isCited', 'returns'],
    ['returns isCited', 'shipping'],
    ['shipping', 'llamas'],
  ])
})

test('one passage that answers two questions is marked under both', () => {
  const candidates = [chunk('shipping', 0.9, 1), chunk('shipping', 0.7, 2)]

  expect(shown('answer', ['shipping'], { parts: [part(true), part(true)], candidates })).toEqual([
    ['shipping isCited'],
    ['shipping isCited'],
  ])
})

test('what was offered is marked under the question that it says most of', () => {
  const candidates = [chunk('shipping', 0.3, 1), chunk('shipping', 0.1, 2), chunk('llamas', 0.2, 2)]

  expect(shown('suggest', ['shipping'], { parts: [part(false), part(false)], candidates })).toEqual([
    ['shipping isOffered'],
    ['llamas', 'shipping'],
  ])
})

test('the cited ones come first, then by what they say; what says nothing of it is left out', () => {
  const candidates = [chunk('best', 0.9), chunk('none', 0.004), chunk('more', 0.4), chunk('cited', 0.2)]

  expect(shown('answer', ['cited'], { candidates })).toEqual([['cited isCited', 'best', 'more']])
})
