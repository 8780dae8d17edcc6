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

function typed(text: string): string {
  return wordsOf(text).join(' ')
}
