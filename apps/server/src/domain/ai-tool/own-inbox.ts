import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { requireInbox } from '../inbox/require-inbox.ts'
import { refuse } from './check.ts'

/** An inbox of another org is none: what is well-formed and does not exist is an invalid request here. */
export async function requireOwnInbox(tx: OrgTx, inboxId: Id): Promise<void> {
  await requireInbox(tx, inboxId).catch((error: unknown) => {
    if (error instanceof AppError) refuse('inboxIds', 'there is no such inbox.', 'no existe esa bandeja.')
    throw error
  })
}
