import { z } from 'zod'
import { type Business, openBusiness } from '../business/business.ts'
import type { Done } from '../http/once.ts'
import { readState } from '../state-file.ts'

/** The orders of a small web shop, as its administration sees them: with the phone and the e-mail of the buyer. */

export const Order = z.object({
  number: z.string().regex(/^\d{4,8}$/),
  status: z.enum(['paid', 'packed', 'shipped', 'delivered']).default('paid'),
  /** The day it is expected, as 2026-11-28. */
  deliveryOn: z.iso.date().nullable().default(null),
  trackingUrl: z.url().nullable().default(null),
  phone: z.string().default('59899123456'),
  email: z.email().default('ana@example.com'),
})
export type Order = z.output<typeof Order>

/** A mail with a one-time code. `checks` counts the attempts at it. */
type CodeMail = { order: string; to: string; code: string; sentAt: number; checks: number }

export type Shop = Business & {
  orders: Map<string, Order>
  mails: CodeMail[]
}

type Saved = { orders: Order[]; mails: CodeMail[]; done: Done[] }

/** The shop as it was when `stateFile` was last written; empty without one. */
export function createShop(stateFile: string | undefined): Shop {
  const saved = (readState(stateFile) as Saved | null) ?? { orders: [], mails: [], done: [] }
  const orders = new Map(saved.orders.map((order) => [order.number, order]))
  const { mails } = saved
  const snapshot = () => ({ orders: [...orders.values()], mails })
  return { orders, mails, ...openBusiness({ stateFile, token: 'shop-token', done: saved.done, snapshot }) }
}
