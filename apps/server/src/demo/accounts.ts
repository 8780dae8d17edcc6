import type { Id } from '@hilo/protocol'
import type { Simulators } from '@hilo/simulators'
import type { Ground } from '../app.ts'
import type { OrgTx } from '../db/database.ts'
import { bindAccount } from '../domain/directory/bind.ts'
import { connectInbox } from '../domain/inbox/connect.ts'

/** The page and the Instagram account of the demo org. */

type DirectChannel = 'messenger' | 'instagram'

const ACCOUNTS: Record<DirectChannel, { name: string; id: string; username?: string }> = {
  messenger: { name: 'Messenger', id: '101710540000001' },
  instagram: { name: 'Instagram', id: '17841400000000001', username: 'casalumbre' },
}
const CHANNELS = Object.keys(ACCOUNTS) as DirectChannel[]

export type DirectInboxes = Record<DirectChannel, Id>

/** Connects both as inboxes; safe to repeat. */
export async function connectAccounts(
  tx: OrgTx,
  keys: Ground['keys'],
  { appId, accessToken, backendId }: { appId: string; accessToken: string; backendId: Id },
): Promise<DirectInboxes> {
  const connect = (channel: DirectChannel) => {
    const { name, id: account } = ACCOUNTS[channel]
    const settings = { accessToken, appId, humanAgent: true }
    return connectInbox(tx, keys, { channel, name, account, backendId, settings })
  }
  return { messenger: await connect('messenger'), instagram: await connect('instagram') }
}

export async function bindAccounts(
  global: Ground['db']['global'],
  { appId, orgId, inboxes }: { appId: string; orgId: Id; inboxes: DirectInboxes },
): Promise<void> {
  for (const channel of CHANNELS) {
    const account = ACCOUNTS[channel].id
    await bindAccount(global, { appId, account, channel, orgId, inboxId: inboxes[channel] })
  }
}

type Webhook = { webhookUrl: string; appSecret: string; verifyToken: string; accessToken: string }

/** Tells the simulated platforms of both, once the server answers. */
export async function registerAccounts(simulators: Simulators, webhook: Webhook): Promise<void> {
  for (const channel of CHANNELS) {
    const account = { ...ACCOUNTS[channel], name: 'Casa Lumbre', hasHumanAgent: true }
    await simulators[channel].registerAccount({ ...account, ...webhook })
  }
}

/** Somebody with a phone on each, added once. */
export async function addPeople(simulators: Simulators): Promise<void> {
  const { messenger, instagram } = simulators
  if ((await messenger.people({})).length === 0) {
    await messenger.addPerson({ id: 'valentina', name: 'Valentina Roldán' })
  }
  if ((await instagram.people({})).length === 0) {
    await instagram.addPerson({ id: 'bruno', name: 'Bruno Acosta', username: 'bruno.acosta' })
  }
}
