import { z } from 'zod'
import { contract } from '../contract.ts'
import { BackendName } from '../deploy.ts'
import { Id } from '../id.ts'
import { LogEntry, LogSource, Severity } from '../log.ts'

const filter = {
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  /** This severity and what is graver. */
  severity: Severity.optional(),
  source: LogSource.optional(),
  runId: Id.optional(),
  conversationId: Id.optional(),
  backendId: Id.optional(),
  /** The beginning of a kind: `run.` or `delivery.failed`. */
  kind: z
    .string()
    .regex(/^[a-z][a-z_.]{0,59}$/, 'must be the beginning of a kind, such as run.failed')
    .optional(),
}

export const listLog = contract({
  method: 'GET',
  path: '/v1/log',
  summary: 'Search the execution log, newest first',
  permission: 'log:read',
  query: z.strictObject({
    ...filter,
    /** The backend by its name, for who may read logs and nothing else; `not_found` when there is none. */
    backend: BackendName.optional(),
    /** `oldest`: from the beginning on, as a terminal prints them. */
    order: z.enum(['newest', 'oldest']).default('newest'),
    /** `next` of the page before, in the same order. */
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  returns: z.object({ entries: z.array(LogEntry), next: z.string().nullable() }),
  errors: ['invalid_request', 'not_found'],
})

/** A line of NDJSON for each entry, newest first, written while they are read. */
export const exportLog = contract({
  method: 'GET',
  path: '/v1/log/export',
  summary: 'Export the execution log as NDJSON',
  permission: 'log:read',
  query: z.strictObject(filter),
  returns: z.custom<AsyncIterable<LogEntry>>(),
  streams: 'ndjson',
  errors: ['invalid_request'],
})
