import { type AudienceSegment, baseLanguage, type ChannelType, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'
import { derive, type Row, type Standings, type Wrote } from '../permission/standing.ts'

// Open and closed conversations have an index each.
const TALK = `
  select id, inbox_id, last_in_seq from conversation
  where org_id = $1 and contact_id = p.id and status = 'open'
  union all
  select id, inbox_id, last_in_seq from conversation
  where org_id = $1 and contact_id = p.id and status = 'closed'`
const PAGE = statement(`
  select p.id, p.profile, w.id as "messageId", w.created_at as "wroteAt"
  from contact p left join lateral (
    select m.id, m.created_at from (${TALK}) t
    join inbox i on i.org_id = $1 and i.id = t.inbox_id and i.channel = $2
    join message m on m.org_id = $1 and m.conversation_id = t.id and m.seq = t.last_in_seq
    order by m.created_at desc limit 1) w on true
  where p.org_id = $1 and ($3::uuid is null or p.id > $3)
    and exists (select from identity where org_id = $1 and contact_id = p.id and channel = $2)
    and ($4::uuid is null or exists (select from (${TALK}) t where t.inbox_id = $4))
    and (cardinality($5::text[]) = 0 or exists (
      select from (${TALK}) t
      join conversation_tag ct on ct.org_id = $1 and ct.conversation_id = t.id
      join tag g on g.org_id = $1 and g.id = ct.tag_id and g.name = any ($5)))
  order by p.id limit $6`)
const LAST = statement(`
  select distinct on (contact_id, purpose) contact_id as "contactId", id, purpose, kind, source,
         given_at as "givenAt"
  from permission where org_id = $1 and contact_id = any ($2::uuid[]) and channel = $3
  order by contact_id, purpose, given_at desc, id desc`)

export type Candidate = { id: Id; profile: Profile; wrote: Wrote | null }

type Asked = { inboxId: Id; channel: ChannelType; after: Id | null; most: number }

/**
 * The next contacts of a segment in the order of their ids; `last` is null after the last of all contacts.
 * What is in profiles is content, so it is looked at here and not in the database.
 */
export async function pageOfSegment(
  tx: OrgTx,
  segment: AudienceSegment,
  { inboxId, channel, after, most }: Asked,
): Promise<{ found: Candidate[]; last: Id | null }> {
  type Read = { id: Id; profile: Buffer; messageId: Id | null; wroteAt: Date | null }
  const of = segment.of === 'inbox' ? inboxId : null
  const { rows } = await tx.query<Read>(PAGE, [tx.orgId, channel, after, of, segment.tags, most])
  const found = rows.flatMap(({ id, profile, messageId, wroteAt }) => {
    const wrote = messageId && wroteAt ? { id: messageId, givenAt: wroteAt } : null
    const candidate = { id, profile: decode<Profile>(profile), wrote }
    return fits(segment, candidate) ? [candidate] : []
  })
  return { found, last: rows.length === most ? (rows.at(-1)?.id ?? null) : null }
}

function fits(
  { attributes, language, wroteSince, wroteBefore }: AudienceSegment,
  { profile, wrote }: Candidate,
): boolean {
  const known = profile.attributes ?? {}
  const hasAll = attributes.every(
    ({ name, value }) => Object.hasOwn(known, name) && String(known[name]) === value,
  )
  const speaks = language === undefined || baseLanguage(profile.locale ?? '') === baseLanguage(language)
  const isSince = wroteSince === undefined || (wrote !== null && wrote.givenAt >= new Date(wroteSince))
  const isBefore = wroteBefore === undefined || (wrote !== null && wrote.givenAt < new Date(wroteBefore))
  return hasAll && speaks && isSince && isBefore
}

/** What each of them allows on a channel now. */
export async function standingsOf(
  tx: OrgTx,
  channel: ChannelType,
  candidates: readonly Pick<Candidate, 'id' | 'wrote'>[],
): Promise<Map<Id, Standings>> {
  const { rows } = await tx.query<Row & { contactId: Id }>(LAST, [
    ...[tx.orgId, candidates.map(({ id }) => id), channel],
  ])
  const of = Map.groupBy(rows, ({ contactId }) => contactId)
  return new Map(candidates.map(({ id, wrote }) => [id, derive(of.get(id) ?? [], wrote)]))
}
