import { flagInjection } from '@hilo/ai'
import { baseLanguage, type HandoffReason } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import { cite } from './cite.ts'
import { conclude, handOver, type Known } from './conclude.ts'
import { ALL_LANGUAGES, wordsIn } from './fixed-words.ts'
import type { FoundChunk } from './found-chunk.ts'
import { withHours } from './hand-over.ts'

const TITLES_MAX = 3

/**
 * A question that the knowledge does not answer. The first time a contact is told so, with the articles that
 * come closest, and is offered a person; the next time people answer. So they do at once where something was
 * done for the contact already, or the words seem to be written to a model. Who asks for something else than
 * the inbox is for is told what it is for. Where no article is in a language that the question could be said
 * in, asking in other words would not help either, and the contact hears why.
 */
export function leaveOpen(known: Known, reason: HandoffReason): Answer {
  const { work, prepared, found, written } = known
  const { request } = work
  if (prepared.flags.length > 0) return handOver(known, 'injection')
  const { purpose, leftOpen } = request
  // A member who writes the answer is the person.
  const isLast = purpose === 'copilot' || leftOpen > 0 || wasAskedBack(known)
  if (isLast || (written && written.tools.length > 0)) return handOver(known, reason)
  const near = found?.near ?? []
  const isOff = reason === 'off_topic'
  const articles = isOff ? [] : near.filter(isForPeople).slice(0, TITLES_MAX)
  const words = wordsIn(prepared.language)
  const unsaid = known.asked?.unsaid ?? []
  if (unsaid.length > 0 && near.length === 0)
    return handOver(known, reason, `${words.onlyIn(unsaid)} ${words.person}`)
  const answer = conclude(known, {
    action: 'suggest',
    text: isOff ? words.onlyTopics(request.instructions.topics) : textOf(known, articles),
    // They are named, and nothing of them is quoted.
    citations: articles.map((chunk) => cite(chunk, { start: 0, end: 0 })),
  })
  return { ...answer, reason, choices: [{ id: 'person', title: words.talkToPerson }] }
}

/** A name that seems to be written to a model is shown to nobody: a file may have brought it. */
function isForPeople({ title }: FoundChunk): boolean {
  return flagInjection(title).length === 0
}

/** Whether the contact was asked for more just before, because what they wrote said nothing. */
export function wasAskedBack({ prepared: { history } }: Pick<Known, 'prepared'>): boolean {
  const last = history.at(-1)?.text
  return ALL_LANGUAGES.some((one) => wordsIn(one).clarify === last)
}

/** With when people are there, who are offered. Where links follow, their names are not written besides. */
function textOf({ work, prepared: { language } }: Known, articles: readonly FoundChunk[]): string {
  const words = wordsIn(language)
  const languages = [...new Set(articles.map((one) => baseLanguage(one.language)))]
  const foreign = languages.filter((one) => one !== baseLanguage(language))
  if (articles.length === 0) return withHours(work, language, words.nothing)
  if (work.request.showsArticles)
    return `${withHours(work, language, words.unsure)} ${words.mayHelp(foreign)}`
  const titles = articles.map(({ title }) => title)
  return withHours(work, language, words.closest(titles, foreign))
}
