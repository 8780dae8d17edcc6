import { z } from 'zod'
import { contract } from '../contract.ts'
import { JournalItem, Run } from '../conversation.ts'
import { Id } from '../id.ts'

export const listRuns = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/runs',
  summary: 'List the runs of a conversation, newest first',
  permission: 'run:read',
  params: z.object({ conversationId: Id }),
  returns: z.object({ runs: z.array(Run) }),
  errors: ['not_found'],
})

export const getJournal = contract({
  method: 'GET',
  path: '/v1/runs/:runId/journal',
  summary: 'Read a run and its journal, all of it or what follows a position',
  permission: 'run:read',
  params: z.object({ runId: Id }),
  query: z.strictObject({
    after: z
      .string()
      .regex(/^[\d.]{0,60}$/)
      .optional(),
    /** A generation before the present one, which a checkpoint ended. */
    generation: z.coerce.number().int().min(0).max(2_147_483_646).optional(),
  }),
  returns: z.object({ run: Run, entries: z.array(JournalItem) }),
  errors: ['invalid_request', 'not_found'],
})

export const cancelRun = contract({
  method: 'POST',
  path: '/v1/runs/:runId/cancel',
  summary: 'Cancel a run: what it did and can undo is undone',
  permission: 'conversation:write',
  params: z.object({ runId: Id }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(200).nullable() }),
  returns: Run,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
