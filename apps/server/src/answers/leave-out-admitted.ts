import { termsOf, unspokenIn, type WrittenDraft, withoutAdmissions } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { Grounds } from './check-draft.ts'
import type { Known } from './conclude.ts'
import { type FoundPart, questionOf } from './found-parts.ts'
import { isTelling } from './retrieve.ts'

type Drafted = { draft: WrittenDraft; grounds: Grounds }

/**
 * A draft without what it says that it does not know of a question that the server names itself, with those
 * questions. Beside that it would be said twice; and no article speaks for it, so the whole draft would be
 * refused for the honesty of a half of it.
 */
export function leaveOutAdmitted(
  { work, prepared, found }: Required<Pick<Known, 'work' | 'prepared' | 'found'>>,
  { draft, grounds }: Drafted,
): { draft: WrittenDraft; admitted: readonly FoundPart[] } {
  const cited = draft.citations.flatMap(({ id }) => grounds.shown.find((one) => one.id === id)?.chunk ?? [])
  const left = leftBy({ prepared, found }, { text: draft.text, citations: cited })
  const isNamed = work.request.purpose !== 'copilot' && prepared.flags.length === 0
  const isPart = left.length > 0 && left.length < found.parts.length
  if (!isNamed || !isPart || draft.action !== 'answer' || grounds.toolNames.length > 0)
    return { draft, admitted: [] }
  const admitted = new Set<FoundPart>()
  const text = withoutAdmissions(draft.text, (admission) => {
    const about = left.filter((part) => isAlike(part, admission.text, prepared.language))
    const told = about.length === 0 && admission.isOfRest ? left : about
    for (const part of told) admitted.add(part)
    return told.length > 0
  })
  return text === draft.text
    ? { draft, admitted: [] }
    : { draft: { ...draft, text }, admitted: [...admitted] }
}

function isAlike({ question }: FoundPart, said: string, language: string): boolean {
  const terms = new Set(termsOf(said, language))
  return termsOf(question, language).some((term) => terms.has(term))
}

type Told = { text: string; citations: readonly { articleId: Id }[] }

/**
 * The questions of a message that an answer says nothing to: nothing that it cites is about them, or it cites
 * an article that speaks of several and says another thing of it. That it does not know is no answer.
 */
export function leftBy(
  { prepared, found: { parts } }: Required<Pick<Known, 'prepared' | 'found'>>,
  { text, citations }: Told,
): FoundPart[] {
  const said = withoutAdmissions(text, () => true)
  const unspoken = unspokenIn(said, parts.map(questionOf), prepared.language)
  return parts.filter((part, at) => unspoken.includes(at) || !isCitedBy(part, citations))
}

/** Whether something cited says enough of a question to be about it. */
function isCitedBy({ candidates }: FoundPart, citations: readonly { articleId: Id }[]): boolean {
  const cited = new Set(citations.map(({ articleId }) => articleId))
  return candidates.some((chunk) => cited.has(chunk.articleId) && isTelling(chunk))
}
