import type { ChannelType, Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export type Binding = { orgId: Id; inboxId: Id; channel: ChannelType }

const FIND = statement(`
  select org_id as "orgId", inbox_id as "inboxId", channel from directory where app_id = $1 and account = $2`)

/** For how long an answer is believed. A binding that is taken away stops within this time. */
const TTL_MS = 5_000
const ENTRIES_MAX = 20_000

/**
 * Finds the inbox that an external account is bound to, for this app only: one client's app secret can never
 * speak for another client's number. Null when nobody proved control of it.
 */
export function createDirectory(
  global: Queryable,
): (appId: string, account: string) => Promise<Binding | null> {
  const known = new Map<string, { at: number; binding: Promise<Binding | null> }>()
  return (appId, account) => {
    const key = `${appId}\0${account}`
    const now = Date.now()
    const hit = known.get(key)
    if (hit && now - hit.at < TTL_MS) return hit.binding
    if (known.size >= ENTRIES_MAX) known.clear()
    const binding = global.query<Binding>(FIND, [appId, account]).then(({ rows }) => rows[0] ?? null)
    known.set(key, { at: now, binding })
    // Who connects an account is heard at once: what nobody has is asked for again.
    binding.then(
      (found) => found ?? known.delete(key),
      () => known.delete(key),
    )
    return binding
  }
}
