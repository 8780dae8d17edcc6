import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Ground, startApp } from '../../apps/server/src/app.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { type Part, startMeter } from '../bench/processes.ts'
import { copyRun, deployAlone, sayTo } from './seed.ts'

export type DueFigures = {
  timers: number
  /** How many never fired, and how many fired more than once. */
  lost: number
  doubled: number
  /** From the moment they were due, in ms. */
  firstMs: number
  medianMs: number
  lastMs: number
  /** CPU time from the moment they were due to the last. */
  cpuMs: Record<Part, number>
}

const BACKEND = fileURLToPath(new URL('./backend.ts', import.meta.url))
const FIRED = statement(`
  select count(*) filter (where status = 'done')::int as done from run where org_id = $1`)
const RESULT = statement(`
  with fired as (
    select r.id, count(m.id)::int as times, extract(epoch from min(m.created_at) - min(t.due_at)) * 1000 as ms
    from run r left join message m on m.org_id = $1 and m.run_id = r.id
    cross join (select $2::timestamptz as due_at) t where r.org_id = $1 group by r.id
  )
  select count(*)::int as timers, count(*) filter (where times = 0)::int as lost,
    count(*) filter (where times > 1)::int as doubled, min(ms)::float8 as "firstMs",
    (percentile_cont(0.5) within group (order by ms))::float8 as "medianMs", max(ms)::float8 as "lastMs"
  from fired`)
const DUE_AT = statement('select due_at as "dueAt" from run where org_id = $1 and id = $2')

type Timers = { timers: number; seconds: number; patienceMs: number }

/** Lets so many timers end at the same moment, `seconds` from now, and waits until all have fired. */
export async function measureDue(
  ground: Ground,
  { timers, seconds, patienceMs }: Timers,
): Promise<DueFigures> {
  const { db } = ground
  const app = await startApp({ ...ground, close: async () => {} }, null, { write: () => {} })
  try {
    const deployed = await deployAlone(ground, BACKEND, { seconds })
    const { orgId } = deployed
    const runId = await sayTo(ground, deployed, 'Wake me up.')
    await copyRun(ground, orgId, { runId, times: timers - 1 })
    const [due] = await db.flight(orgId, [{ statement: DUE_AT, values: [orgId, runId] }])
    const dueAt = due?.rows[0]?.dueAt as Date | null
    if (!dueAt || dueAt.getTime() < Date.now())
      throw new Error('It took too long to prepare: give it more time.')
    await sleep(dueAt.getTime() - Date.now())
    const meter = startMeter(process.pid)
    for (const end = dueAt.getTime() + patienceMs; Date.now() < end; await sleep(250)) {
      const [fired] = await db.flight(orgId, [{ statement: FIRED, values: [orgId] }])
      if (fired?.rows[0]?.done === timers) break
    }
    const { cpuMs } = meter.stop()
    const [result] = await db.flight(orgId, [{ statement: RESULT, values: [orgId, dueAt] }])
    return { ...(result?.rows[0] as Omit<DueFigures, 'cpuMs'>), cpuMs }
  } finally {
    await app.stop()
  }
}
