import type { Id } from '@hilo/protocol'
import type { Ground } from '../app.ts'
import type { OrgTx } from '../db/database.ts'
import { type DemoInbox, keepInbox } from './inboxes.ts'

/** The page and the Instagram account of the demo org. */

type DirectChannel = 'messenger' | 'instagram'

export const DEMO_ACCOUNTS: Record<DirectChannel, { name: string; id: string; username?: string }> = {
  messenger: { name: 'Messenger', id: '101710540000001' },
  instagram: { name: 'Instagram', id: '17841400000000001', username: 'casalumbre' },
}
export const DIRECT_CHANNELS = Object.keys(DEMO_ACCOUNTS) as DirectChannel[]

/** Who has a phone on each. */
export const DEMO_PEOPLE: Record<DirectChannel, { id: string; name: string; username?: string }> = {
  messenger: { id: 'valentina', name: 'Valentina Roldán' },
  instagram: { id: 'bruno', name: 'Bruno Acosta', username: 'bruno.acosta' },
}

/** Each account has one of its own: the platform tells by it whose call it is. */
export type DirectTokens = Record<DirectChannel, string>

/** Connects both as inboxes; safe to repeat. */
export async function connectAccounts(
  tx: OrgTx,
  keys: Ground['keys'],
  { appId, accessTokens, backendId }: { appId: string; accessTokens: DirectTokens; backendId: Id },
): Promise<DemoInbox[]> {
  const inboxes: DemoInbox[] = []
  for (const channel of DIRECT_CHANNELS) {
    const { name, id: account } = DEMO_ACCOUNTS[channel]
    const settings = { accessToken: accessTokens[channel], appId, humanAgent: true }
    inboxes.push(await keepInbox(tx, keys, { channel, name, account, backendId, settings }))
  }
  return inboxes
}
