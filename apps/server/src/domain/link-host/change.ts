import { AppError, hostFrom, LINK_HOSTS_MAX, type LinkHosts } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { readLinkHosts } from './read.ts'

const ADD = statement(`
  insert into link_host (org_id, host, member_id, api_key_id)
  select $1, $2, $3, $4 where (select count(*) from link_host where org_id = $1) < $5
  on conflict (org_id, host) do nothing`)
const REMOVE = statement('delete from link_host where org_id = $1 and host = $2')

/**
 * Lets answers and articles lead to a host, from the next that is shown. Added twice it is one.
 *
 * @throws AppError `conflict` when there are as many as there may be.
 */
export async function addLinkHost(tx: OrgTx, actor: ActorIds, given: string): Promise<LinkHosts> {
  const host = hostFrom(given) ?? given
  const { memberId, apiKeyId } = actor
  await tx.query(ADD, [tx.orgId, host, memberId, apiKeyId, LINK_HOSTS_MAX])
  const hosts = await readLinkHosts(tx)
  if (hosts.added.includes(host)) return hosts
  throw new AppError('conflict', `At most ${LINK_HOSTS_MAX} hosts can be added: take one away first.`)
}

/** Links to a host that was added are shown no more. One that is not there changes nothing. */
export async function removeLinkHost(tx: OrgTx, given: string): Promise<LinkHosts> {
  await tx.query(REMOVE, [tx.orgId, hostFrom(given) ?? given])
  return readLinkHosts(tx)
}
