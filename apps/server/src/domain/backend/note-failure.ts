import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const DETAIL_MAX = 500

// Once a second is often enough to be seen, and no more than the row bears when everything fails.
const NOTE = statement(`
  update backend_version set remote_failed_at = now(), remote_failure = $3
  where org_id = $1 and id = $2
    and (remote_failed_at is null or remote_failed_at < now() - interval '1 second')`)

/** Keeps why a version that is elsewhere failed last, for the people who look where it lives. */
export async function noteRemoteFailure(
  db: Database,
  orgId: Id,
  { versionId, detail }: { versionId: Id; detail: string },
): Promise<void> {
  await db.flight(orgId, [
    { statement: NOTE, values: [orgId, versionId, encode(detail.slice(0, DETAIL_MAX))] },
  ])
}
