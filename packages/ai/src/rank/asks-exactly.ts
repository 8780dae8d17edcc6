import { askingPart } from '../talk/asking-part.ts'
import { wordsOf } from '../text/words.ts'

/** Whether a question is the title of an article, or one of those that it answers, but for how it is typed. */
export function asksExactly(
  question: string,
  { title, alternates }: { title: string; alternates: readonly string[] },
): boolean {
  const asked = new Set([question, askingPart(question)].map(typed))
  return [title, ...alternates].map(typed).some((words) => words !== '' && asked.has(words))
}

/** Under these an article stands that a question may ask for by its title, or by one that it answers. */
export function exactTerms({
  title,
  alternates,
}: {
  title: string
  alternates: readonly string[]
}): string[] {
  return termsOf([title, ...alternates])
}

/** And under these it is looked for. */
export function exactTermsAsked(question: string): string[] {
  return termsOf([question, askingPart(question)])
}

// No word has such a sign. What is longer differs before, or is compared when it was found.
const SIGN = '='
const TERM_MAX_LENGTH = 200

function termsOf(texts: readonly string[]): string[] {
  const said = new Set(texts.map(typed).filter(Boolean))
  return [...said].map((words) => `${SIGN}${words.slice(0, TERM_MAX_LENGTH)}`)
}

function typed(text: string): string {
  return wordsOf(text).join(' ')
}
