import type { Address, ChannelType, Price, Purpose } from '@hilo/protocol'

/**
 * What the platforms ask for a message, as far as it is known. A list counts from its first day until the
 * next of its channel; what it does not name is not known, and never free. Volume discounts, taxes and the
 * margin of a reseller are not in it.
 */
type PriceList = {
  channel: ChannelType
  /** ISO 8601 date. */
  listedFrom: string
  currency: string
  /** By the country's calling code; `*` for everywhere. */
  rates: Record<string, Partial<Record<Purpose, number>>>
  /** Inside of the window, where that differs. */
  inWindow?: Partial<Record<Purpose, number>>
}

const FREE = { '*': { service: 0, utility: 0, authentication: 0, marketing: 0 } }
const DIRECT = { listedFrom: '2020-01-01', currency: 'USD', rates: { '*': { service: 0 } } }

/** The newest of a channel first. */
const LISTS: readonly PriceList[] = [
  { channel: 'web', listedFrom: '2020-01-01', currency: 'USD', rates: FREE },
  { channel: 'messenger', ...DIRECT },
  { channel: 'instagram', ...DIRECT },
  // From this day answers, and notices inside of the window, have a price, which no page of Meta's that was
  // seen names; the rates of templates were listed anew with it.
  { channel: 'whatsapp', listedFrom: '2026-10-01', currency: 'USD', rates: {} },
  {
    channel: 'whatsapp',
    listedFrom: '2026-01-01',
    currency: 'USD',
    rates: {
      '54': { marketing: 0.0618, utility: 0.026, authentication: 0.026 },
      '55': { marketing: 0.0625, utility: 0.0068, authentication: 0.0068 },
      '56': { marketing: 0.0889, utility: 0.02, authentication: 0.02 },
      '57': { marketing: 0.0125, utility: 0.0008, authentication: 0.0008 },
    },
    inWindow: { service: 0, utility: 0 },
  },
]

type Priced = {
  channel: ChannelType
  purpose: Purpose
  isWindowOpen: boolean
  addresses: readonly Address[]
  at: Date
}

/** The price of one message; null when it is not known. */
export function priceOf({ channel, purpose, isWindowOpen, addresses, at }: Priced): Price | null {
  const day = at.toISOString().slice(0, 10)
  const list = LISTS.find((one) => one.channel === channel && one.listedFrom <= day)
  if (!list) return null
  const own = isWindowOpen ? list.inWindow?.[purpose] : undefined
  const amount = own ?? rateIn(list, addresses)?.[purpose]
  return amount === undefined ? null : { amount, currency: list.currency, listedFrom: list.listedFrom }
}

/** By the longest calling code that the contact's number begins with. Without a number nobody knows the country. */
function rateIn({ rates }: PriceList, addresses: readonly Address[]) {
  if (rates['*']) return rates['*']
  const number = addresses.find(({ kind }) => kind === 'wa_id')?.value
  const codes = [3, 2, 1].map((length) => number?.slice(0, length) ?? '')
  const code = codes.find((one) => one in rates)
  return code === undefined ? undefined : rates[code]
}
