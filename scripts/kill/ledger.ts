import { setTimeout as sleep } from 'node:timers/promises'
import { decode } from '../../apps/server/src/db/codec.ts'
import { openDatabase, type Queryable } from '../../apps/server/src/db/database.ts'
import type { Cluster } from '../../apps/server/src/db/embedded/cluster.ts'
import { readPassword } from '../../apps/server/src/db/embedded/cluster.ts'
import { readPostmaster } from '../../apps/server/src/db/embedded/postmaster.ts'
import { statement } from '../../apps/server/src/db/statement.ts'

/** What the database holds, read past row-level security: one side of the comparison with the phones. */
export type Ledger = {
  inbound: { externalId: string | null; conversationId: string; seq: number }[]
  outbound: Outbound[]
  runs: LedgerRun[]
  steps: { runId: string; name: string; value: unknown }[]
  conversations: { id: string; holder: string; seq: number; messages: number; runId: string | null }[]
  leftovers: Leftovers
}

export type Outbound = {
  messageId: string
  conversationId: string
  seq: number
  deliveryId: string
  status: string
  unconfirmed: number
  attempts: number
}

type LedgerRun = {
  id: string
  conversationId: string
  status: string
  length: number
  entries: number
  failure: unknown
}

/** What nobody may leave behind once all is quiet, by what it is. */
type Leftovers = {
  webhooks: number
  problems: number
  claims: number
  deliveries: number
  jobs: number
}

const LEFTOVERS = statement(`
  select (select count(*)::int from webhook_pending) as webhooks,
         (select count(*)::int from webhook_event where problem is not null) as problems,
         (select count(*)::int from run where claimed_by is not null)
           + (select count(*)::int from delivery where claimed_by is not null) as claims,
         (select count(*)::int from delivery where status in ('pending', 'sending', 'unknown')) as deliveries,
         (select count(*)::int from job where due_at is null or due_at <= now() or claimed_by is not null)
           as jobs`)

const INBOUND = statement(`
  select external_id as "externalId", conversation_id as "conversationId", seq from message
  where direction = 'in' order by conversation_id, seq`)

const OUTBOUND = statement(`
  select m.id as "messageId", m.conversation_id as "conversationId", m.seq, d.id as "deliveryId", d.status,
         d.unconfirmed, d.attempts
  from message m join delivery d on d.org_id = m.org_id and d.message_id = m.id
  order by m.conversation_id, m.seq, d.part`)

const RUNS = statement(`
  select r.id, r.conversation_id as "conversationId", r.status, r.length, r.failure,
         (select count(*)::int from journal j where j.org_id = r.org_id and j.run_id = r.id) as entries
  from run r order by r.started_at`)

const STEPS = statement(`
  select run_id as "runId", name, value from journal where kind = 'step' order by run_id, position`)

const CONVERSATIONS = statement(`
  select c.id, c.holder, c.seq, c.run_id as "runId",
         (select count(*)::int from message m where m.org_id = c.org_id
           and m.conversation_id = c.id) as messages
  from conversation c`)

const UNKNOWN = statement(`select id from delivery where status = 'unknown'`)

export type LedgerReader = {
  read(): Promise<Ledger>
  leftovers(): Promise<Leftovers>
  /** The deliveries of which it is not known whether they arrived. */
  unknown(): Promise<string[]>
  /** Resolves when the database answers. */
  answers(): Promise<void>
  close(): Promise<void>
}

const DATABASE = 'hilo'

/** Reads the database of a cluster as its superuser, over connections that come back when it does. */
export function openLedger(cluster: Cluster): LedgerReader {
  const port = readPostmaster(cluster)?.port
  const url = `postgres://postgres:${readPassword(cluster)}@127.0.0.1:${port}/${DATABASE}`
  const db = openDatabase({ app: url, ingress: url }, () => {}, 2)
  return {
    read: () => readAll(db.global),
    leftovers: async () => (await rowsOf<Leftovers>(db.global, LEFTOVERS))[0] as Leftovers,
    unknown: async () => (await rowsOf<{ id: string }>(db.global, UNKNOWN)).map(({ id }) => id),
    answers: () => answers(db.global),
    close: () => db.end(),
  }
}

async function readAll(db: Queryable): Promise<Ledger> {
  const steps = await rowsOf<{ runId: string; name: Buffer; value: Buffer }>(db, STEPS)
  const runs = await rowsOf<LedgerRun & { failure: Buffer | null }>(db, RUNS)
  return {
    inbound: await rowsOf<Ledger['inbound'][number]>(db, INBOUND),
    outbound: await rowsOf<Outbound>(db, OUTBOUND),
    runs: runs.map((run) => ({ ...run, failure: run.failure && decode(run.failure) })),
    steps: steps.map(({ runId, name, value }) => ({ runId, name: decode(name), value: okOf(decode(value)) })),
    conversations: await rowsOf<Ledger['conversations'][number]>(db, CONVERSATIONS),
    leftovers: (await rowsOf<Leftovers>(db, LEFTOVERS))[0] as Leftovers,
  }
}

/** What a step that went well gave. */
function okOf(value: { value?: { ok?: unknown } }): unknown {
  return value.value?.ok
}

async function answers(db: Queryable): Promise<void> {
  for (;;) {
    try {
      await db.query(LEFTOVERS)
      return
    } catch {
      await sleep(50)
    }
  }
}

async function rowsOf<Row extends object>(
  db: Queryable,
  what: { name: string; text: string },
): Promise<Row[]> {
  return (await db.query(what)).rows as Row[]
}
