import type { Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const DETAIL_MAX_LENGTH = 2_000
const ACCOUNT_MAX_LENGTH = 200

const MARK = statement(`
  with kept as (
    insert into webhook_quarantine (app_id, account, event_id)
    select $2, $3, $1 where $3::text is not null
    on conflict do nothing
  )
  update webhook_event set problem = 'quarantined', detail = $4 where id = $1`)
const RELEASE = statement(`
  with released as (
    delete from webhook_quarantine where event_id = $1 and app_id = $2 and account = $3
  )
  update webhook_event set problem = null, detail = null
  where id = $1 and problem = 'quarantined' and not exists (
    select from webhook_quarantine where event_id = $1 and (app_id, account) <> ($2, $3))`)

/**
 * Keeps an event whose account is not bound to the app that signed it. `account` is what it names, if
 * anything: by it the event is found when somebody has proved that the account is theirs.
 */
export async function quarantineEvent(
  ingress: Queryable,
  { id, appId }: { id: Id; appId: string },
  { account, detail }: { account: string | null; detail: string },
): Promise<void> {
  const named = account?.slice(0, ACCOUNT_MAX_LENGTH) ?? null
  await ingress.query(MARK, [id, appId, named, detail.slice(0, DETAIL_MAX_LENGTH)])
}

/** What an event says of this account was worked on. Releasing it again changes nothing. */
export async function releaseEvent(
  ingress: Queryable,
  { id, appId }: { id: Id; appId: string },
  account: string,
): Promise<void> {
  await ingress.query(RELEASE, [id, appId, account.slice(0, ACCOUNT_MAX_LENGTH)])
}

export type Account = { appId: string; account: string }

const PAGE = statement(`
  select distinct q.event_id as id from webhook_quarantine q
  join unnest($1::text[], $2::text[]) as a (app_id, account)
    on q.app_id = a.app_id and q.account = a.account
  where ($3::uuid is null or q.event_id < $3) and ($4::uuid is null or q.event_id = $4)
  order by id desc limit $5`)
const COUNT = statement(`
  select count(distinct q.event_id)::int as count from webhook_quarantine q
  join unnest($1::text[], $2::text[]) as a (app_id, account)
    on q.app_id = a.app_id and q.account = a.account`)

function valuesOf(accounts: readonly Account[]): unknown[] {
  return [
    accounts.map(({ appId }) => appId),
    accounts.map(({ account }) => account.slice(0, ACCOUNT_MAX_LENGTH)),
  ]
}

/** The quarantined events of accounts, newest first, below an id; or whether one is among them. */
export async function listQuarantined(
  ingress: Queryable,
  accounts: readonly Account[],
  { before = null, only = null, limit }: { before?: Id | null; only?: Id | null; limit: number },
): Promise<Id[]> {
  const { rows } = await ingress.query<{ id: Id }>(PAGE, [...valuesOf(accounts), before, only, limit])
  return rows.map(({ id }) => id)
}

export async function countQuarantined(ingress: Queryable, accounts: readonly Account[]): Promise<number> {
  const { rows } = await ingress.query<{ count: number }>(COUNT, valuesOf(accounts))
  return rows[0]?.count ?? 0
}
