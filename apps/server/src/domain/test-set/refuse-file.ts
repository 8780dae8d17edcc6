import { AppError } from '@hilo/protocol'
import type { Said } from '../issue/rule-words.ts'

/** What is wrong with a file of test cases. */
export type Wrong = {
  /** For programs, in the words of the schema. */
  message: string
  /** For who wrote the file. */
  said: Said
  /** Of a sheet, or the number of a case: what is wrong is told from above to below. */
  row?: number
}

/** So many are told at once: who wrote a file wrongly did so in every row. */
const TOLD_MAX = 20

/** @throws AppError `invalid_request`, with each place of the file in the words of both languages */
export function refuseFile(found: readonly Wrong[]): never {
  const wrong = found.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0))
  // Two lines of one cell are wrong alike, which is said once.
  const places = [...new Map(wrong.map(({ said }) => [said[0], said])).values()]
  const told = places.slice(0, TOLD_MAX)
  const more = places.length - told.length
  if (more > 0) told.push([`${more} more are not shown.`, `No se muestran otros ${more}.`])
  throw new AppError('invalid_request', `text: ${wrong[0]?.message}`, {
    issues: told.map(([message, messageEs]) => ({ path: ['text'], message, messageEs })),
  })
}

/** At one place of a file, named before what is wrong there. */
export function wrongAt([at, atEs]: Said, [message, messageEs]: Said, plain = message): Wrong {
  return {
    message: `${at}: ${plain}`,
    said: [`${capital(at)}: ${message}`, `${capital(atEs)}: ${messageEs}`],
  }
}

/** About all of it. */
export function wrongAltogether([message, messageEs]: Said): Wrong {
  return { message, said: [capital(message), capital(messageEs)] }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
