import type { ChannelType, Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** What Meta was asked by a person who let an app in, and what became of it. */
export type Deletion = {
  askedAt: Date
  parts: { channel: ChannelType; dueAt: Date; doneAt: Date | null }[]
}

const GET = statement('select asked_at as "askedAt" from deletion_request where code = $1')
const PARTS = statement(`
  select channel, due_at as "dueAt", done_at as "doneAt" from deletion_part where code = $1
  order by due_at, inbox_id`)
const ADD = statement(`
  insert into deletion_request (code, app_id, user_hash) values ($1, $2, $3) on conflict do nothing`)
const ADD_PART = statement(`
  insert into deletion_part (code, org_id, inbox_id, channel, due_at) values ($1, $2, $3, $4, $5)
  on conflict (code, org_id, inbox_id) do update set due_at = excluded.due_at, done_at = null`)
const CONCERNED = statement(`
  select org_id as "orgId", inbox_id as "inboxId", channel from directory
  where app_id = $1 and (user_id = $2 or account = $2)
  union
  select org_id, inbox_id, channel from deletion_part where code = $3 and done_at is null`)

export type Concerned = { orgId: Id; inboxId: Id; channel: ChannelType }

/** The inboxes that a person let an app into, or that are going already because this person said so. */
export async function findConcerned(
  global: Queryable,
  { appId, userId, code }: { appId: string; userId: string; code: string },
): Promise<Concerned[]> {
  return (await global.query<Concerned>(CONCERNED, [appId, userId, code])).rows
}

/** Notes that it was asked for; once, however often it is. */
export async function addDeletion(
  global: Queryable,
  { code, appId, userHash }: { code: string; appId: string; userHash: Buffer },
): Promise<void> {
  await global.query(ADD, [code, appId, userHash])
}

export async function addPart(
  global: Queryable,
  code: string,
  { orgId, inboxId, channel, dueAt }: Concerned & { dueAt: Date },
): Promise<void> {
  await global.query(ADD_PART, [code, orgId, inboxId, channel, dueAt])
}

/** How far it is, for whoever has the code; null for a code of nobody. */
export async function readDeletion(global: Queryable, code: string): Promise<Deletion | null> {
  const { rows } = await global.query<{ askedAt: Date }>(GET, [code])
  const { rows: parts } = await global.query<Deletion['parts'][number]>(PARTS, [code])
  return rows[0] ? { ...rows[0], parts } : null
}
