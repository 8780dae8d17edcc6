import { AppError, type Id, isId } from '@hilo/protocol'

/** A place in a list that is in order of a time and, among equal times, of the id. */
export type Place = {
  /** As `toISOString` writes it. */
  at: string
  id: Id
}

/** The place as clients carry it, who are not to read it. */
export function writeCursor({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString('base64url')
}

/** In a year that the database knows. */
const TIME = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** @throws AppError `invalid_request` for what `writeCursor` did not write. */
export function readCursor(cursor: string): Place {
  const [at = '', id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (!TIME.test(at) || Number.isNaN(Date.parse(at)) || !isId(id))
    throw new AppError('invalid_request', 'This cursor is not from this list. Start again without it.')
  return { at, id }
}
