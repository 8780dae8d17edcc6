import { AppError, type Issue } from '@hilo/protocol'

type At = string | Issue['path']

/** What is wrong at a field, in whole sentences for who fills in the form, which say what to do. */
export function issueAt(at: At, message: string, messageEs: string): Issue {
  return { path: typeof at === 'string' ? [at] : at, message, messageEs }
}

/** @throws AppError `invalid_request`, in the words of both languages, at the field that is meant */
export function refuse(at: At, message: string, messageEs: string): never {
  throw refusalOf([issueAt(at, message, messageEs)])
}

/**
 * Refuses all that is wrong at once, so that nobody mends one field to be told of the next; nothing where
 * nothing is wrong.
 *
 * @throws AppError `invalid_request`, with the first of them as its sentence
 */
export function refuseAll(issues: readonly Issue[]): void {
  if (issues.length > 0) throw refusalOf(issues)
}

/** What the state of things does not allow, in the words of both languages; at no field where the path is empty. */
export function conflict(path: Issue['path'], message: string, messageEs: string): AppError {
  return new AppError('conflict', message, { issues: [{ path, message, messageEs }] })
}

function refusalOf(issues: readonly Issue[]): AppError {
  const [first] = issues
  return new AppError('invalid_request', `${first?.path.join('.')}: ${first?.message}`, { issues })
}
