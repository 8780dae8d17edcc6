import type { Source, SourcePublication } from '@hilo/protocol'

/** How far a publication is: articles that it came to, and all that waited when it was asked for. */
export function publicationProgress({ asked, counts }: SourcePublication): { done: number; all: number } {
  return { done: Object.values(counts).reduce((sum, count) => sum + count, 0), all: asked }
}

/** The publication that is still news: no import has begun since it ended. */
export function newsOf({ lastPublication, lastImport }: Source): SourcePublication | null {
  if (!lastPublication) return null
  const { endedAt } = lastPublication
  const isOld = endedAt !== null && lastImport !== null && lastImport.startedAt > endedAt
  return isOld ? null : lastPublication
}
