import { retell } from '@hilo/protocol'
import { OWN_REASONS } from '../own-reasons.ts'
import { WHATSAPP_ERRORS } from '../whatsapp/errors.ts'
import type { Language } from './cause.ts'
import { errorsOf } from './direct/errors.ts'
import { type ErrorTable, sentencesOf, unknownCodeIn } from './errors.ts'

const TABLES: readonly ErrorTable[] = [WHATSAPP_ERRORS, errorsOf('Messenger'), errorsOf('Instagram')]

let known: Map<string, Record<Language, string>> | undefined

/**
 * The reason of a failure that was stored in English, in another language; null when it is none of a
 * platform's and none of a channel's. By its sentence, for the code alone does not tell which of its causes
 * it was.
 */
export function translateReason(reason: string, language: Language): string | null {
  known ??= new Map(TABLES.flatMap(sentencesOf).map((sentences) => [sentences.en, sentences]))
  return (
    known.get(reason)?.[language] ??
    unknownCodeIn(TABLES, reason)?.[language] ??
    retell(reason, Object.values(OWN_REASONS), language)
  )
}
