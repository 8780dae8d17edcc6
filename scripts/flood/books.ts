import { openDatabase, type Queryable } from '../../apps/server/src/db/database.ts'
import { readPassword } from '../../apps/server/src/db/embedded/cluster.ts'
import { readPostmaster } from '../../apps/server/src/db/embedded/postmaster.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { clusterBelow } from '../kill/victims.ts'
import { externalIdOf, type Said, saidIn } from './crowd.ts'

/** What of a flood is in the database, read past row-level security. */
export type Books = {
  look(): Promise<Look>
  /** Whether a message is in its conversation. */
  has(externalId: string): Promise<boolean>
  /** What became of everything that contacts wrote. */
  verdict(run: string, counts: ReadonlyMap<number, number>): Promise<Verdict>
  close(): Promise<void>
}

/** A moment of the flood. `events` are webhooks that are not worked off, `oldestMs` is how long the first waits. */
export type Look = { stored: number; events: number; oldestMs: number }

export type Verdict = { lost: number; doubled: number; reordered: number; strange: number }

const LOOK = statement(`
  select (select coalesce(sum(last_in_seq), 0)::int from conversation) as stored,
    (select count(*)::int from webhook_pending) as events,
    coalesce((select extract(epoch from now() - received_at) * 1000 from webhook_event
      where id = (select min(event_id::text)::uuid from webhook_pending)), 0)::float8 as "oldestMs"`)
const HAS = statement('select 1 from message where external_id = $1 limit 1')
const SAID = statement(`
  select external_id as "externalId" from message where direction = 'in' order by conversation_id, seq`)

/** Opens the books of a server whose embedded PostgreSQL runs in this folder. */
export function openBooks(dataDir: string): Books {
  const cluster = clusterBelow(dataDir)
  const port = readPostmaster(cluster)?.port
  const url = `postgres://postgres:${readPassword(cluster)}@127.0.0.1:${port}/hilo`
  const db = openDatabase({ app: url, ingress: url }, () => {}, 2)
  return {
    look: async () => (await rowsOf<Look>(db.global, LOOK))[0] as Look,
    has: async (externalId) => (await db.global.query(HAS, [externalId])).rows.length > 0,
    async verdict(run, counts) {
      const rows = await rowsOf<{ externalId: string }>(db.global, SAID)
      return judge(
        run,
        counts,
        rows.map(({ externalId }) => externalId),
      )
    },
    close: () => db.end(),
  }
}

/** Compares what was stored, in the order of the conversations, with what was written. */
export function judge(run: string, counts: ReadonlyMap<number, number>, stored: readonly string[]): Verdict {
  const seen = new Set<string>()
  const last = new Map<number, number>()
  const verdict: Verdict = { lost: 0, doubled: 0, reordered: 0, strange: 0 }
  for (const externalId of stored) {
    const said = saidIn(run, externalId)
    if (!said || said.nth >= (counts.get(said.user) ?? 0)) verdict.strange++
    else if (seen.has(externalId)) verdict.doubled++
    else note(said, { last, verdict })
    seen.add(externalId)
  }
  for (const [user, count] of counts) {
    for (let nth = 0; nth < count; nth++) if (!seen.has(externalIdOf(run, { user, nth }))) verdict.lost++
  }
  return verdict
}

function note({ user, nth }: Said, { last, verdict }: { last: Map<number, number>; verdict: Verdict }): void {
  if (nth < (last.get(user) ?? 0)) verdict.reordered++
  else last.set(user, nth)
}

async function rowsOf<Row extends object>(
  db: Queryable,
  what: { name: string; text: string },
): Promise<Row[]> {
  return (await db.query<Row & Record<string, unknown>>(what)).rows
}
