/** What a simulated model's texts begin with, so that nobody takes them for a real one's. It states nothing. */
export const DEMO_MARK = '[demo]'

/**
 * A text to be kept: who wrote it is kept beside it, and what is made of it, such as a question, a search or
 * a test case, is not about the mark.
 */
export function withoutDemoMark(text: string): string {
  return text.startsWith(DEMO_MARK) ? text.slice(DEMO_MARK.length).trimStart() : text
}
