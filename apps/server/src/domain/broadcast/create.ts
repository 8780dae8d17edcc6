import { type api, type Broadcast, type ContractBody, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getBroadcast, type Plan, plantBroadcast } from './broadcast.ts'
import { plannedTemplate } from './plan.ts'
import { startIssues } from './start-issues.ts'

// The clock is the org's.
const ADD = statement(`
  insert into broadcast (org_id, id, inbox_id, template_id, client_id, name, plan, audience, per_minute,
                         member_id, api_key_id, starts_at, status)
  select o.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, s.at,
         case when s.at > now() then 'scheduled' else 'gathering' end
  from org o cross join lateral (
    select coalesce($12::timestamp at time zone o.time_zone, now()) as at) s
  where o.id = $1
  on conflict (org_id, client_id) do nothing
  returning starts_at as "startsAt"`)
const KNOWN = statement('select id from broadcast where org_id = $1 and client_id = $2')

type New = ContractBody<typeof api.createBroadcast>

/**
 * Begins a broadcast, now or when its time has come. Asked twice with the same client id it is one.
 *
 * @throws AppError as `plannedTemplate` says, with a time that has passed beside what else is wrong.
 */
export async function createBroadcast(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  { clientId, inboxId, templateId, values, audience, name, perMinute, startsAt }: New,
): Promise<Broadcast> {
  // First: asked again it is the one that has begun, whatever has passed or changed since.
  const known = await findKnown(tx, clientId)
  if (known) return getBroadcast(tx, known)
  const asked = { inboxId, templateId, values, audience }
  const alsoWrong = await startIssues(tx, startsAt)
  const { name: templateName, language } = await plannedTemplate(tx, asked, alsoWrong)
  const plan: Plan = { template: { name: templateName, language }, values }
  const id = newId()
  const { rows } = await tx.query<{ startsAt: Date }>(ADD, [
    ...[tx.orgId, id, inboxId, templateId, clientId, name, encode(plan), encode(audience), perMinute],
    ...[memberId, apiKeyId, startsAt],
  ])
  // Asked twice at once.
  if (!rows[0]) return getBroadcast(tx, (await findKnown(tx, clientId)) ?? id)
  const step = plantBroadcast(tx.orgId, id, rows[0].startsAt)
  await tx.query(step.statement, step.values)
  return getBroadcast(tx, id)
}

async function findKnown(tx: OrgTx, clientId: string): Promise<Id | null> {
  const { rows } = await tx.query<{ id: Id }>(KNOWN, [tx.orgId, clientId])
  return rows[0]?.id ?? null
}
