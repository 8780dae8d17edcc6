import { AppError, type Issue } from '@hilo/protocol'
import { explainIssue } from './issue.ts'
import { currentWords } from './language.ts'

/**
 * An error as a sentence for the reader: the server's own in English, and where it has one in the reader's
 * language; else by its code. What does not fit a contract is named where it stands.
 */
export function explainError(error: unknown): string {
  const { language, words } = currentWords()
  if (!(error instanceof AppError)) return words.errors.unexpected
  const spoken = error.issues.filter(({ messageEs }) => messageEs)
  if (spoken.length > 0 && (language === 'es' || error.code === 'invalid_request')) {
    return spoken.map((issue) => `${placeOf(error, issue)}${explainIssue(issue)}`).join(' ')
  }
  return language === 'en' && error.code !== 'unavailable' ? error.message : words.errors[error.code]
}

/** What is all that there is to say tells by itself what it is about; a rule of a field does not. */
function placeOf({ code, message }: AppError, issue: Issue): string {
  const place = issue.path.join('.')
  const isWhole = [issue.message, `${place}: ${issue.message}`].includes(message)
  return code !== 'invalid_request' || isWhole || place === '' ? '' : `${place}: `
}

/** What was refused of a form of which these fields say themselves what is wrong with them. */
export function explainRest(
  error: unknown,
  fields: readonly string[],
  marked = currentWords().words.errors.marked,
): string {
  if (!(error instanceof AppError) || error.issues.length === 0) return explainError(error)
  const others = error.issues.filter(({ path }) => !fields.includes(String(path[0] ?? '')))
  return others.length === 0 ? marked : others.map(explainIssue).join(' ')
}
