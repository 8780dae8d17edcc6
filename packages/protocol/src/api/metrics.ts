import { z } from 'zod'
import { contract } from '../contract.ts'
import { BackendName } from '../deploy.ts'
import { BackendMetrics, METRICS_DAYS_MAX } from '../metrics.ts'

/** As the database takes days. */
const Day = z.iso.date().refine((day) => /^[12]\d{3}-/.test(day), 'must be in a year from 1000 to 2999')

/**
 * Counts what became of the runs that began in a period: how they ended, where they stopped, how long their
 * steps took, and the funnel of their questions. It reads what is recorded, and changes nothing.
 */
export const getBackendMetrics = contract({
  method: 'GET',
  path: '/v1/backends/:name/metrics',
  summary: 'Read the metrics of a micro-backend, and the funnel of its questions',
  permission: 'run:read',
  params: z.object({ name: BackendName }),
  query: z.strictObject({
    /** The first digits of a version's hash; without it, all versions. */
    version: z
      .string()
      .regex(/^[0-9a-f]{4,64}$/, 'must be the first digits of the version’s hash')
      .optional(),
    /** The first and the last day, at most 92 with those between; without `to` it is today. */
    from: Day.optional(),
    to: Day.optional(),
    /** Without `from`: how many days there are, the last included. */
    days: z.coerce.number().int().min(1).max(METRICS_DAYS_MAX).default(30),
    /**
     * Answer with what is counted after about so many ms, the newest days first, and leave the rest to the
     * next call; without it all is counted.
     */
    forMs: z.coerce.number().int().min(1).max(60_000).optional(),
    /** After so many hours without an answer a question counts as abandoned. */
    abandonedAfterHours: z.coerce.number().int().min(1).max(2_160).default(24),
  }),
  returns: BackendMetrics,
  errors: ['invalid_request', 'not_found'],
})
