import type { Issue } from '@hilo/protocol'
import { currentWords } from './language.ts'

/** What is wrong with a field, in the language of the reader. */
export function explainIssue({ message, messageEs }: Issue): string {
  return currentWords().language === 'es' ? (messageEs ?? message) : message
}
