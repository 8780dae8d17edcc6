import type { Answer, AnswerTrace } from '@hilo/protocol'

type Candidate = AnswerTrace['candidates'][number]

/** What was made of a candidate: a contact who was only shown the name of it was told nothing from it. */
type Role = 'isCited' | 'isOffered' | null

type Group = { part: { place: number; isAnswered: boolean } | null; candidates: readonly Candidate[] }

/** A candidate that is shown, with its role. */
export type Shown = { candidate: Candidate; role: Role }

/**
 * What each of the questions of a message found, as it is shown: what its answer cites, what was offered for
 * it, and then what says most. What is cited for one question is not for another that found it too; and what
 * has none of the words of a question is left out.
 */
export function shownIn(groups: readonly Group[], answer: Pick<Answer, 'action' | 'citations'>): Shown[][] {
  const role: Role = answer.action === 'suggest' ? 'isOffered' : 'isCited'
  const used = new Map(
    answer.citations.map(({ chunkId }) => [chunkId, groupsUsing(chunkId, groups, role === 'isCited')]),
  )
  return groups.map((group) =>
    group.candidates
      .map((candidate) => ({
        candidate,
        role: used.get(candidate.chunkId)?.includes(group) ? role : null,
      }))
      .filter(({ candidate, role: own }) => own !== null || percentOf(candidate) > 0)
      .toSorted((a, b) => Number(b.role !== null) - Number(a.role !== null) || marginOf(b) - marginOf(a)),
  )
}

/** The questions for which a chunk was used: those whose first it is by enough, else that which it says most of. */
function groupsUsing(chunkId: string, groups: readonly Group[], isCited: boolean): Group[] {
  const found = groups.flatMap((group) => {
    const place = group.candidates.findIndex((one) => one.chunkId === chunkId)
    const candidate = group.candidates[place]
    return candidate && candidate.evidence > 0 ? [{ group, place, margin: marginOf({ candidate }) }] : []
  })
  const answered = found.filter(({ group }) => group.part?.isAnswered)
  const eligible = isCited && answered.length > 0 ? answered : found
  const firsts = eligible.filter(({ place, margin }) => place === 0 && margin >= 1)
  const most = eligible.toSorted((a, b) => b.margin - a.margin).slice(0, 1)
  return (firsts.length > 0 ? firsts : most).map(({ group }) => group)
}

function percentOf({ evidence }: Candidate): number {
  return Math.round(evidence * 100)
}

function marginOf({ candidate: { evidence, threshold } }: { candidate: Candidate }): number {
  return evidence / Math.max(threshold, Number.EPSILON)
}
