import type { AnswerCitation, Id } from '@hilo/protocol'

/** An article in a version, with the places in it that are to be marked. */
export type CitedArticle = Pick<AnswerCitation, 'title' | 'audience' | 'version'> & {
  articleId: Id
  places: { start: number; end: number }[]
}

/** The articles that an answer cites, in the order in which it does; of each the first version that it names. */
export function placesOf(citations: readonly AnswerCitation[]): CitedArticle[] {
  const articles = new Map<Id, CitedArticle>()
  for (const { articleId, title, audience, version, start, end } of citations) {
    const known = articles.get(articleId)
    // Of an article that is only named no words are.
    const places = end > start ? [{ start, end }] : []
    if (!known) articles.set(articleId, { articleId, title, audience, version, places })
    else if (known.version === version) known.places.push(...places)
  }
  return [...articles.values()]
}
