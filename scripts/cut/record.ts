import type { Id } from '@hilo/protocol'
import { decode } from '../../apps/server/src/db/codec.ts'
import type { Database, OrgTx } from '../../apps/server/src/db/database.ts'
import { statement } from '../../apps/server/src/db/statement.ts'

/** All that a conversation left, without what may differ from one time to the next: ids and times. */
export type Record = {
  /** What the phone shows, in its order. */
  phone: string[]
  messages: string[]
  deliveries: string[]
  runs: string[]
  journal: string[]
  /** What services were asked to change; the same thing under the same key is one. */
  effects: string[]
}

const MESSAGES = statement(`
  select seq, direction, author, content from message
  where org_id = $1 and conversation_id = $2 order by seq`)
const DELIVERIES = statement(`
  select seq, part, status from delivery where org_id = $1 and conversation_id = $2 order by seq, part`)
const RUNS = statement(`
  select id, status, generation, length, outcome, failure from run
  where org_id = $1 and conversation_id = $2 order by started_at`)
const JOURNAL = statement(`
  select position, kind, name, value from journal where org_id = $1 and run_id = $2
  order by generation, position`)

/** Reads what the database has of a conversation. */
export async function readRecord(
  db: Database,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
): Promise<Omit<Record, 'phone' | 'effects'>> {
  return db.withOrg(orgId, async (tx) => {
    const runs = await rowsOf(tx, RUNS, conversationId)
    const journals = []
    for (const { id } of runs) journals.push(...(await rowsOf(tx, JOURNAL, id)))
    return {
      messages: (await rowsOf(tx, MESSAGES, conversationId)).map(lineOf),
      deliveries: (await rowsOf(tx, DELIVERIES, conversationId)).map(lineOf),
      runs: runs.map(lineOf),
      journal: journals.map(lineOf),
    }
  })
}

async function rowsOf(tx: OrgTx, what: ReturnType<typeof statement>, id: Id) {
  return (await tx.query<{ id: Id }>(what, [tx.orgId, id])).rows
}

function lineOf(row: object): string {
  const words = Object.values(row).map((value) =>
    Buffer.isBuffer(value) ? JSON.stringify(decode(value)) : String(value),
  )
  return withoutChance(words.join(' '))
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Puts words in the place of ids and times. */
export function withoutChance(text: string): string {
  return text
    .replaceAll(UUID, '<id>')
    .replaceAll(/wamid\.[\w=+/-]+/g, '<id>')
    .replaceAll(/"externalId":"\d+"/g, '"externalId":"<id>"')
    .replaceAll(/\b1\d{12}(\.\d+)?\b/g, '<time>')
    .replaceAll(/\b59899\d{7}\b/g, '<phone>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z/g, '<time>')
}

/** Each difference between two records, in words. */
export function differences(whole: Record, cut: Record): string[] {
  return (Object.keys(whole) as (keyof Record)[]).flatMap((part) => {
    const [wanted, found] = [whole[part], cut[part]]
    const at = wanted.findIndex((line, index) => line !== found[index])
    if (at < 0 && wanted.length === found.length) return []
    const index = at < 0 ? wanted.length : at
    return [`${part}, line ${index + 1}: "${wanted[index] ?? '(end)'}" became "${found[index] ?? '(end)'}"`]
  })
}
