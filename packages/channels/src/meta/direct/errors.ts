import type { ErrorTable } from '../errors.ts'
import { CAUSES } from './causes.ts'

/**
 * What a Graph error code stands for on Messenger and Instagram.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
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
  ['10/2018065', 'policy'],
  ['10/2018278', 'window'],
  ['10/2018300', 'otherApp'],
  ['10/2534022', 'window'],
  ['17', 'callRate'],
  ['32', 'callRate'],
  ['100', 'parameter'],
  ['100/33', 'missingObject'],
  ['100/2018001', 'unknownRecipient'],
  ['100/2018047', 'file'],
  ['100/2018007', 'file'],
  ['100/2018008', 'file'],
  ['100/2534014', 'unknownRecipient'],
  ['102', 'token'],
  ['104', 'token'],
  ['190', 'token'],
  ['200/1545041', 'unreachable'],
  ['200/2534041', 'connectedTools'],
  ['230', 'noConsent'],
  ['341', 'callRate'],
  ['368', 'blocked'],
  ['551', 'unreachable'],
  ['613', 'callRate'],
  ['1200', 'temporary'],
  ['10900', 'commentAnswered'],
  ['10901', 'commentClosed'],
  ['10903', 'commentClosed'],
  ['2500', 'parameter'],
  ['9010', 'noConsent'],
  ['2018007', 'file'],
  ['2018008', 'file'],
  ['2018065', 'policy'],
])

/** The sentences and codes of one platform. */
export function errorsOf(name: string): ErrorTable {
  return { name, causes: CAUSES, causeOf: CAUSE_OF }
}
