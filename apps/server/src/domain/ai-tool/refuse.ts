import { AppError } from '@hilo/protocol'

/** @throws AppError `invalid_request`, in the words of both languages, at the field that is meant */
export function refuse(field: string, message: string, messageEs: string): never {
  throw new AppError('invalid_request', `${field}: ${message}`, {
    issues: [{ path: [field], message, messageEs }],
  })
}
