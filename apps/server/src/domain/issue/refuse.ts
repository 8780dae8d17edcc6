import { AppError, type Issue } from '@hilo/protocol'

/**
 * In whole sentences for who fills in the form, which say what to do.
 *
 * @throws AppError `invalid_request`, in the words of both languages, at the field that is meant
 */
export function refuse(at: string | Issue['path'], message: string, messageEs: string): never {
  const path = typeof at === 'string' ? [at] : at
  throw new AppError('invalid_request', `${path.join('.')}: ${message}`, {
    issues: [{ path, message, messageEs }],
  })
}

/** What the state of things does not allow, in the words of both languages; at no field where the path is empty. */
export function conflict(path: Issue['path'], message: string, messageEs: string): AppError {
  return new AppError('conflict', message, { issues: [{ path, message, messageEs }] })
}
