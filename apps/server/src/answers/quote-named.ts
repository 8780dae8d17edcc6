import { termsOf } from '@hilo/ai'
import type { Answer } from '../domain/ai-answer/answer.ts'
import { condense } from './condense.ts'
import { leavesOpen } from './last-question.ts'
import { lookAbroad } from './look-abroad.ts'
import type { Work } from './open-work.ts'
import { type Prepared, prepare } from './prepare.ts'
import { quoteAnswer } from './quote.ts'
import { retrieve } from './retrieve.ts'

const LISTED = /^• (.+)$/gm

/**
 * Where a contact was named the articles that come closest, and now writes the name of one: what that says of
 * the question that waits, and not how it begins. Null: they write something else.
 */
export async function quoteNamed(work: Work, prepared: Prepared): Promise<Answer | null> {
  const title = namedTitle(prepared)
  if (title === null || prepared.flags.length > 0) return null
  const { turns } = work.request
  const told = turns.findLastIndex(({ from }) => from === 'us')
  const waiting = prepare({ ...work, request: { ...work.request, turns: turns.slice(0, told) } })
  if (waiting.question === '' || waiting.flags.length > 0) return null
  const own = await condense(work, waiting)
  const { asked, found } = await lookAbroad(work, { asked: own, found: await retrieve(work, own) })
  const candidates = found.candidates.filter((one) => one.title === title)
  if (candidates.length === 0) return null
  // The contact says that it is the one, whatever of the question it says.
  const chosen = { ...found, candidates, parts: [], isEnough: true }
  const answer = quoteAnswer({ work, prepared, asked, found: chosen })
  return { ...answer, trace: { ...answer.trace, isEnough: found.isEnough } }
}

/** The one of which all that is written is a part of the name. */
function namedTitle({ question, history, language }: Prepared): string | null {
  const last = history.at(-1)
  if (!last || !leavesOpen(last)) return null
  const written = new Set(termsOf(question, language))
  const titles = last.offered ?? [...last.text.matchAll(LISTED)].flatMap(([, title]) => title ?? [])
  const meant = titles.filter((title) => written.isSubsetOf(new Set(termsOf(title, language))))
  return written.size > 0 && meant.length === 1 ? (meant[0] ?? null) : null
}
