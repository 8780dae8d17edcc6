import { expect, test } from 'vitest'
import { encode } from '../../db/codec.ts'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, aConversation, anInbox, anOrg } from '../../testing/factories.ts'
import { exportRuns } from './export.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()

const STEPS = 50
const value = encode({ value: { ok: 'x'.repeat(60_000) } })

test('a page of large runs ends before it is too large, and the next one goes on behind it', async () => {
  const orgId = await anOrg(db)
  const { backendId } = await aBackend(db, orgId, { name: 'large' })
  const inbox = await anInbox(db, orgId, { backendId })
  const runIds: string[] = []
  for (let n = 0; n < 3; n++) {
    const { run } = await aConversation(db, inbox)
    runIds.unshift(run?.id ?? '')
    await admin.query(
      `insert into journal (org_id, run_id, generation, position, kind, name, value, attempts)
       select $1, $2, 0, lpad(n::text, 4, '0'), 'step', $3, $4, 1 from generate_series(1, $5::int) n`,
      [orgId, run?.id, encode('book'), value, STEPS],
    )
  }
  await admin.query("update run set status = 'done', claimed_by = null, ended_at = now() where org_id = $1", [
    orgId,
  ])
  const page = (cursor: string | null) =>
    db.withOrg(orgId, (tx) => exportRuns(tx, 'large', { cursor, limit: 50 }))

  const first = await page(null)
  const second = await page(first.next)

  expect(first.records.map(({ runId }) => runId)).toEqual(runIds.slice(0, 2))
  expect(second.records.map(({ runId }) => runId)).toEqual(runIds.slice(2))
  expect(first.records[0]?.journal).toHaveLength(STEPS)
  expect(second.next).toBeNull()
})
