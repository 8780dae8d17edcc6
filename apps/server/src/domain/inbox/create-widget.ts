import { randomBytes } from 'node:crypto'
import type { AnswersBy, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { claimAccount } from '../directory/claim-account.ts'
import { connectInbox } from './connect.ts'
import { requireBackend } from './require.ts'

/** The app under which widget keys stand in the directory. */
export const WEB_APP = 'web'

type Widget = {
  name: string
  allowedOrigins: string[]
  backendId: Id | null
  answersBy?: AnswersBy | undefined
}

/** Makes an inbox for a web site, with a key of its own. @throws AppError `not_found` */
export async function createWidget(
  tx: OrgTx,
  keys: Keys,
  { name, allowedOrigins, backendId, answersBy }: Widget,
): Promise<{ inboxId: Id }> {
  await requireBackend(tx, backendId)
  const account = randomBytes(18).toString('base64url')
  const settings = { allowedOrigins }
  const inbox = { channel: 'web' as const, name, account, settings, backendId, answersBy }
  const inboxId = await connectInbox(tx, keys, inbox)
  await claimAccount(tx, { appId: WEB_APP, account, channel: 'web', inboxId, userId: null })
  return { inboxId }
}
