import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LIST = statement(`
  select b.id, b.name, b.config, left(v.hash, 8) as version,
         count(r.id) filter (where r.status in ('running', 'waiting'))::int as waiting,
         count(r.id) filter (where r.status = 'done')::int as done,
         count(r.id) filter (where r.status = 'failed')::int as failed
  from backend b
  left join backend_version v on v.org_id = b.org_id and v.id = b.active_version_id
  left join run r on r.org_id = b.org_id and r.backend_id = b.id
  where b.org_id = $1 group by b.org_id, b.id, v.hash order by b.name`)

type Row = {
  id: Id
  name: string
  config: Buffer
  version: string | null
  waiting: number
  done: number
  failed: number
}

/** The micro-backends of the org with their active version and how their runs stand. */
export async function listBackends(tx: OrgTx) {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  return rows.map(({ config, waiting, done, failed, ...backend }) => ({
    ...backend,
    config: decode<unknown>(config),
    runs: { waiting, done, failed },
  }))
}
