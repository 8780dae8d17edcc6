import { AppError } from '@hilo/protocol'
import { currentWords } from './language.ts'

/** An error as a sentence for the reader: the server's own in English, by its code in other languages. */
export function explainError(error: unknown): string {
  const { language, words } = currentWords()
  if (!(error instanceof AppError)) return words.errors.unexpected
  return language === 'en' && error.code !== 'unavailable' ? error.message : words.errors[error.code]
}
