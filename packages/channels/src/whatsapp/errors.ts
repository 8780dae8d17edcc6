import type { Language } from '../meta/cause.ts'
import { type ErrorTable, failureIn, sentenceIn } from '../meta/errors.ts'
import type { SendFailure } from '../outbound.ts'
import { CAUSES } from './causes.ts'

/**
 * What a Graph error code stands for. Codes decide, never Meta's text, which changes without notice.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 * https://developers.facebook.com/docs/graph-api/guides/error-handling
 */

/** By code, or by `code/subcode` where the subcode says more; the subcode wins. */
const CAUSE_OF: ReadonlyMap<string, keyof typeof CAUSES> = new Map<string, keyof typeof CAUSES>([
  ['0', 'token'],
  ['1', 'temporary'],
  ['2', 'temporary'],
  ['3', 'permission'],
  ['4', 'callRate'],
  ['10', 'permission'],
  ['10/1893063', 'restrictedPage'],
  ['10/2018278', 'window'],
  ['10/2534022', 'window'],
  ['17', 'callRate'],
  ['32', 'callRate'],
  ['100', 'parameter'],
  ['100/33', 'missingObject'],
  ['100/2018001', 'unreachable'],
  ['100/2018047', 'mediaFetch'],
  ['100/2534014', 'unreachable'],
  ['104', 'token'],
  ['190', 'token'],
  ['200/1545041', 'unreachable'],
  ['230', 'noConsent'],
  ['341', 'callRate'],
  ['368', 'blocked'],
  ['551', 'unreachable'],
  ['613', 'callRate'],
  ['1200', 'temporary'],
  ['9010', 'noConsent'],
  ['130429', 'throughput'],
  ['130472', 'experiment'],
  ['130497', 'blocked'],
  ['131000', 'temporary'],
  ['131005', 'permission'],
  ['131008', 'parameter'],
  ['131009', 'parameter'],
  ['131016', 'temporary'],
  ['131021', 'self'],
  ['131026', 'unreachable'],
  ['131030', 'testNumber'],
  ['131031', 'blocked'],
  ['131037', 'displayName'],
  ['131042', 'payment'],
  ['131044', 'payment'],
  ['131045', 'unregistered'],
  ['131047', 'window'],
  ['131048', 'spam'],
  ['131049', 'marketingCap'],
  ['131050', 'optedOut'],
  ['131051', 'messageType'],
  ['131052', 'mediaFetch'],
  ['131053', 'mediaUpload'],
  ['131056', 'pairRate'],
  ['131057', 'maintenance'],
  ['131060', 'unavailable'],
  ['131062', 'needsPhone'],
  ['131063', 'marketingOff'],
  ['131064', 'classification'],
  ['132000', 'templateParameters'],
  ['132001', 'templateMissing'],
  ['132005', 'templateContent'],
  ['132007', 'templateContent'],
  ['132008', 'templateContent'],
  ['132012', 'templateParameters'],
  ['132015', 'templatePaused'],
  ['132016', 'templatePaused'],
  ['132018', 'templateParameters'],
  ['132068', 'flowBlocked'],
  ['132069', 'flowRate'],
  ['133004', 'temporary'],
  ['133010', 'unregistered'],
  ['133016', 'registrationRate'],
  ['135000', 'temporary'],
  ['2593109', 'historyDeclined'],
  ['2018007', 'mediaFetch'],
  ['2018008', 'mediaFetch'],
  ['2018065', 'window'],
])

/** The sentences and codes of WhatsApp. */
export const WHATSAPP_ERRORS: ErrorTable = { name: 'WhatsApp', causes: CAUSES, causeOf: CAUSE_OF }

/** What a code means, in a sentence for people. Also for codes that nobody has seen yet. */
export function errorSentence(code: string | number, language: Language = 'en', subcode?: number): string {
  return sentenceIn(WHATSAPP_ERRORS, { code: Number(code), subcode }, language)
}

/**
 * A failure to show and to store. Without a code it says so: a failed message must never look as if it went
 * out.
 */
export function failureOf(code: number | undefined, subcode?: number): SendFailure {
  return failureIn(WHATSAPP_ERRORS, code, subcode)
}
