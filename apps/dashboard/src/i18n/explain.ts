import { AppError } from '@hilo/protocol'
import { explainIssue } from './issue.ts'
import { currentWords } from './language.ts'

/**
 * An error as a sentence for the reader: the server's own in English, and where it has one in the reader's
 * language; else by its code.
 */
export function explainError(error: unknown): string {
  const { language, words } = currentWords()
  if (!(error instanceof AppError)) return words.errors.unexpected
  const spoken = error.issues.filter(({ messageEs }) => messageEs)
  if (spoken.length > 0 && language === 'es') return spoken.map(explainIssue).join(' ')
  return language === 'en' && error.code !== 'unavailable' ? error.message : words.errors[error.code]
}
