import type { HandoffReason } from '@hilo/protocol'
import type { Answer } from './answer.ts'
import { cite } from './cite.ts'
import { conclude, handOver, type Known } from './conclude.ts'
import { type FoundChunk, isNear } from './retrieve.ts'
import { ALL_LANGUAGES, type Words, wordsIn } from './words.ts'

const TITLES_MAX = 3

/**
 * A question that the knowledge does not answer. The first time a contact is told so, with the articles that
 * come closest, and is offered a person; the next time people answer. So they do at once where something was
 * done for the contact already, or the words seem to be written to a model. Who asks for something else than
 * the inbox is for is told what it is for.
 */
export function miss(known: Known, reason: HandoffReason): Answer {
  const { work, prepared, found, written } = known
  const { request } = work
  if (prepared.flags.length > 0) return handOver(known, 'injection')
  const { purpose, missed } = request
  // A member who writes the answer is the person.
  const isLast = purpose === 'copilot' || missed > 0 || wasAskedBack(known)
  if (isLast || (written && written.tools.length > 0)) return handOver(known, reason)
  const { topics } = work.request.instructions
  const isOff = reason === 'off_topic'
  const articles = isOff
    ? []
    : (found?.candidates ?? []).filter(isNear).filter(isFirstOfArticle).slice(0, TITLES_MAX)
  const words = wordsIn(prepared.language)
  const answer = conclude(known, {
    action: 'suggest',
    text: isOff ? words.onlyTopics(topics) : textOf(articles, words, request.showsArticles),
    // They are named, and nothing of them is quoted.
    citations: articles.map((chunk) => cite(chunk, { start: 0, end: 0 })),
  })
  return { ...answer, reason, choices: [{ id: 'person', title: words.talkToPerson }] }
}

/** Whether the contact was asked for more just before, because what they wrote said nothing. */
export function wasAskedBack({ prepared: { history } }: Pick<Known, 'prepared'>): boolean {
  const last = history.at(-1)?.text
  return ALL_LANGUAGES.some((one) => wordsIn(one).clarify === last)
}

/** Where links follow, their names are not written besides. */
function textOf(articles: readonly FoundChunk[], words: Words, areLinked = false): string {
  if (articles.length === 0) return words.nothing
  return areLinked ? words.mayHelp : words.closest(articles.map(({ title }) => title))
}

function isFirstOfArticle({ articleId }: FoundChunk, at: number, all: readonly FoundChunk[]): boolean {
  return all.findIndex((one) => one.articleId === articleId) === at
}
