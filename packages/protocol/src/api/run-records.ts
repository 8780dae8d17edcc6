import { z } from 'zod'
import { contract } from '../contract.ts'
import { BackendName } from '../deploy.ts'
import { Id } from '../id.ts'
import { RunRecord } from '../run-record.ts'

/**
 * What `hilo replay` plays again. Holds what contacts wrote. Runs that are under way in this moment are left
 * out. A page may be shorter than `limit` where runs are large.
 */
export const exportRuns = contract({
  method: 'GET',
  path: '/v1/backends/:name/run-records',
  summary: 'Export recorded runs of a micro-backend, newest first',
  permission: 'run:read',
  params: z.object({ name: BackendName }),
  query: z.strictObject({
    /** `next` of the page before. */
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  returns: z.object({ records: z.array(RunRecord), next: Id.nullable() }),
  errors: ['invalid_request', 'not_found'],
})
