import { z } from 'zod'
import type { Fault } from '../http/business-call.ts'
import type { Done } from '../http/once.ts'
import { createStateFile, readState, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'

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
export type CodeMail = { order: string; to: string; code: string; sentAt: number; checks: number }

export type ShopSettings = { latencyMs: number; token: string }

export type Shop = {
  orders: Map<string, Order>
  mails: CodeMail[]
  done: Map<string, Done>
  settings: ShopSettings
  faults: Fault[]
  timers: Timers
  state: StateFile
  close(): Promise<void>
}

type Saved = { orders: Order[]; mails: CodeMail[]; done: Done[] }

/** The shop as it was when `stateFile` was last written; empty without one. */
export function createShop(stateFile: string | undefined): Shop {
  const saved = (readState(stateFile) as Saved | null) ?? { orders: [], mails: [], done: [] }
  const orders = new Map(saved.orders.map((order) => [order.number, order]))
  const { mails } = saved
  const done = new Map(saved.done.map((call) => [call.key, call]))
  const timers = createTimers()
  const state = createStateFile(stateFile, () => ({
    orders: [...orders.values()],
    mails,
    done: [...done.values()],
  }))
  return {
    orders,
    mails,
    done,
    settings: { latencyMs: 0, token: 'shop-token' },
    faults: [],
    timers,
    state,
    async close() {
      timers.stop()
      await state.flush()
    },
  }
}
