import { randomInt } from 'node:crypto'
import type { Order, Shop } from './shop.ts'

const VALID_MS = 10 * 60_000
const CHECKS_MAX = 5

/** Mails a code of six digits to the buyer of an order. The one before it is worth nothing any more. */
export function sendCode(shop: Shop, order: Order): void {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  shop.mails.push({ order: order.number, to: order.email, code, sentAt: Date.now(), checks: 0 })
}

/**
 * True when `code` is the last one that was mailed for the order. It is worth nothing when it was used, after
 * ten minutes, and after five attempts.
 */
export function checkCode(shop: Shop, order: Order, code: string): boolean {
  const mail = shop.mails.findLast((candidate) => candidate.order === order.number)
  if (!mail || mail.checks >= CHECKS_MAX || Date.now() - mail.sentAt > VALID_MS) return false
  const isRight = mail.code === code
  mail.checks = isRight ? CHECKS_MAX : mail.checks + 1
  return isRight
}
