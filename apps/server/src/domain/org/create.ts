import { type Id, newId } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const CREATE = statement(`
  insert into org (id, slug, name, time_zone, locale) values ($1, $2, $3, $4, $5)
  on conflict (slug) do update set slug = excluded.slug returning id`)

/** Creates an org, or finds the one with this slug. */
export async function ensureOrg(
  global: Queryable,
  { slug, name, timeZone, locale }: { slug: string; name: string; timeZone: string; locale: string },
): Promise<Id> {
  const { rows } = await global.query<{ id: Id }>(CREATE, [newId(), slug, name, timeZone, locale])
  return (rows[0] as { id: Id }).id
}
