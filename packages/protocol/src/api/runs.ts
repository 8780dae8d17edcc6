import { z } from 'zod'
import { contract } from '../contract.ts'
import { JournalItem, ListedRun, Place, Run, RunCall, RunStatus } from '../conversation.ts'
import { Id } from '../id.ts'
import { Stopped } from '../metrics.ts'

const params = z.object({ runId: Id })

/** The state the caller acts on. When the run has moved on since, the action is refused. */
const Expected = z.strictObject({ generation: Place, length: Place })

/** As the database takes times. */
const Moment = z.iso.datetime().refine((at) => /^[12]\d{3}-/.test(at), 'must be in a year from 1000 to 2999')

const Position = z.string().regex(/^\d{4}(\.\d{4}){0,11}$/, 'must be a position such as 0007')

const RUNS_AT_ONCE_MAX = 200

export const listRuns = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/runs',
  summary: 'List the runs of a conversation, newest first',
  permission: 'run:read',
  params: z.object({ conversationId: Id }),
  returns: z.object({ runs: z.array(Run) }),
  errors: ['not_found'],
})

export const searchRuns = contract({
  method: 'GET',
  path: '/v1/runs',
  summary: 'List the runs of all conversations, newest first',
  permission: 'run:read',
  query: z.strictObject({
    backendId: Id.optional(),
    /** The first digits of the version's hash. */
    version: z
      .string()
      .regex(/^[0-9a-f]{4,64}$/)
      .optional(),
    status: RunStatus.optional(),
    /** The code of a failure, such as `step_failed`. */
    code: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional(),
    contactId: Id.optional(),
    /** The beginning of the contact's name, or of one of its words. */
    contact: z.string().trim().min(1).max(80).optional(),
    since: Moment.optional(),
    until: Moment.optional(),
    /** What a run that is done ended with. */
    outcome: z.string().min(1).max(500).optional(),
    /** Counted in the metrics as handed off for this reason; with `backendId`, `since` and `until`. */
    reason: z.string().min(1).max(2_000).optional(),
    /** Counted in the metrics at this question; with `backendId`, `since` and `until`. */
    question: z.string().min(1).max(200).optional(),
    /** Of those at the question, the runs that stopped there so. */
    stopped: Stopped.optional(),
    /** What `abandoned` means. */
    abandonedAfterHours: z.coerce.number().int().min(1).max(2_160).default(24),
    /** `next` of the page before. */
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  /** A page may be short, even empty, though `next` says that there is more to look through. */
  returns: z.object({ runs: z.array(ListedRun), next: Id.nullable() }),
  errors: ['invalid_request'],
})

export const countRuns = contract({
  method: 'GET',
  path: '/v1/runs/counts',
  summary: 'Count the runs of each status, up to a limit',
  permission: 'run:read',
  /** A count of `most` means that many or more. */
  returns: z.object({ counts: z.record(RunStatus, z.number().int()), most: z.number().int() }),
  errors: [],
})

export const getJournal = contract({
  method: 'GET',
  path: '/v1/runs/:runId/journal',
  summary: 'Read a run and its journal, all of it or what follows a position',
  permission: 'run:read',
  params,
  query: z.strictObject({
    after: z
      .string()
      .regex(/^[\d.]{0,60}$/)
      .optional(),
    /** A generation before the present one, which a checkpoint ended. */
    generation: z.coerce.number().pipe(Place).optional(),
  }),
  /** `calls` are all that the run has called, in their order. */
  returns: z.object({ run: Run, entries: z.array(JournalItem), calls: z.array(RunCall) }),
  errors: ['invalid_request', 'not_found'],
})

/** Whose code goes on: that of the version which is active now, or that which the run began with. */
const OnActive = z.boolean().default(false)

export const retryRun = contract({
  method: 'POST',
  path: '/v1/runs/:runId/retry',
  summary: 'Attempt the step that failed now, or play a failed run again from where it stands',
  permission: 'run:repair',
  params,
  body: z.strictObject({ expect: Expected, onActive: OnActive }),
  returns: Run,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const retryRuns = contract({
  method: 'POST',
  path: '/v1/runs/retry',
  summary: 'Retry several runs, each for itself',
  permission: 'run:repair',
  body: z.strictObject({
    runs: z
      .array(z.strictObject({ runId: Id, expect: Expected }))
      .min(1)
      .max(RUNS_AT_ONCE_MAX),
    onActive: OnActive,
  }),
  /** In the order of the request; `refused` says why nothing was done. */
  returns: z.object({
    results: z.array(
      z.object({ runId: Id, refused: z.object({ code: z.string(), message: z.string() }).nullable() }),
    ),
  }),
  errors: ['invalid_request'],
})

export const skipStep = contract({
  method: 'POST',
  path: '/v1/runs/:runId/skip',
  summary: 'Give the result of a step that fails in its place, and let the run go on',
  permission: 'run:repair',
  params,
  body: z.strictObject({
    position: Position,
    value: z.unknown().describe('Any JSON of at most 64 KiB; the step’s result.'),
    expect: Expected,
  }),
  returns: Run,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const cancelRun = contract({
  method: 'POST',
  path: '/v1/runs/:runId/cancel',
  summary: 'Cancel a run: what it did and can undo is undone',
  permission: 'run:write',
  params,
  body: z.strictObject({
    reason: z.string().trim().min(1).max(200).nullable(),
    /** Left out, the run is cancelled wherever it is. */
    expect: Expected.optional(),
  }),
  returns: Run,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const handOffRun = contract({
  method: 'POST',
  path: '/v1/runs/:runId/hand-off',
  summary: 'Give the conversation of a run to people, with a reason',
  permission: 'run:write',
  params,
  body: z.strictObject({ reason: z.string().trim().min(1).max(500), expect: Expected }),
  returns: Run,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
