import { AppError, type api, type ContractBody, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { ActorIds } from '../actor/actor.ts'
import { type Changed, changePermission } from './change.ts'
import { channelsOf } from './list.ts'

type Recorded = ContractBody<typeof api.recordPermission>

/**
 * A member records what a contact allowed or took back: on paper, on the telephone, in a form.
 *
 * @throws AppError `not_found`; `conflict` when the contact has no address on the channel.
 */
export async function recordPermission(
  tx: OrgTx,
  by: ActorIds & { contactId: Id },
  { purpose, channel, ...said }: Recorded,
): Promise<Changed[]> {
  const channels = await channelsOf(tx, by.contactId)
  if (!channels.includes(channel)) {
    throw new AppError('conflict', 'This contact has no address on that channel. Choose one they have.')
  }
  const changed = await changePermission(tx, {
    ...said,
    ...by,
    ...{ channel, purposes: [purpose], source: 'member', textVersion: said.textVersion ?? null },
  })
  return changed ?? []
}
