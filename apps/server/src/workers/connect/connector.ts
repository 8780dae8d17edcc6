import type { api, ConnectInput, ConnectStep, ContractBody, Id, StepOutcome } from '@hilo/protocol'
import type { ActorIds } from '../../domain/actor/actor.ts'
import { callbackUrlOf } from '../../domain/inbox/describe.ts'
import { listApps } from '../../domain/webhook/adopt-app.ts'
import { beginConnection } from './begin.ts'
import type { Desk } from './desk.ts'
import { disconnect } from './disconnect.ts'
import { checkStep, finishConnection, LOOK_STEPS } from './finish.ts'
import { replaceToken } from './replace-token.ts'
import { type Revocation, revoke } from './revoke.ts'
import { sendTest } from './send-test.ts'
import { openTicket } from './ticket.ts'

/**
 * Connects accounts, and looks after what connects them. Every answer of a platform is a value, none is
 * thrown.
 */
export function createConnector(desk: Desk) {
  const { db, keys } = desk.context
  return {
    apps: (orgId: Id) => listApps(db.global, orgId),
    async begin(orgId: Id, input: ConnectInput) {
      const begun = await beginConnection(desk, orgId, input)
      const steps: ConnectStep[] = [...LOOK_STEPS, 'subscription']
      return { ...begun, steps, callbackUrl: callbackUrlOf(desk.publicUrl, input.app.id) }
    },
    /** @throws AppError `invalid_request` */
    check: (orgId: Id, { ticket, step }: { ticket: string; step: Exclude<ConnectStep, 'subscription'> }) =>
      checkStep(desk, openTicket(keys, orgId, ticket), step),
    /** @throws AppError `invalid_request`, `not_found` */
    async finish(
      orgId: Id,
      actor: ActorIds,
      { ticket, ...inbox }: ContractBody<typeof api.finishConnection>,
    ) {
      return finishConnection(desk, openTicket(keys, orgId, ticket), { ...inbox, actor })
    },
    /** @throws AppError `not_found` */
    replaceToken: (orgId: Id, given: { inboxId: Id; token: string }): Promise<StepOutcome | null> =>
      replaceToken(desk, orgId, given),
    revoke: (asked: Revocation) => revoke(desk, asked),
    /** @throws AppError `not_found` */
    disconnect: (orgId: Id, inboxId: Id) => disconnect(desk, orgId, inboxId),
    /** @throws AppError `not_found` */
    sendTest: (orgId: Id, given: { inboxId: Id; to: string }) => sendTest(desk, orgId, given),
  }
}
