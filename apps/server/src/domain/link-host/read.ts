import { hostFrom, type LinkHosts } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxSettings } from '../inbox/inbox.ts'
import type { StoredSettings } from '../source/source.ts'

const ADDED = statement('select host from link_host where org_id = $1 order by host')
const SOURCES = statement(`
  select settings from source where org_id = $1 and origin <> 'hand' and deleted_at is null`)
const WIDGETS = statement(`
  select settings from inbox where org_id = $1 and channel = 'web' and disconnected_at is null`)

/** The hosts that links may lead to: the org's own, and those that members added. */
export async function readLinkHosts(tx: OrgTx): Promise<LinkHosts> {
  const { rows: added } = await tx.query<{ host: string }>(ADDED, [tx.orgId])
  const { rows: sources } = await tx.query<{ settings: Buffer }>(SOURCES, [tx.orgId])
  const { rows: widgets } = await tx.query<{ settings: Buffer }>(WIDGETS, [tx.orgId])
  const sites = [
    ...sources.flatMap(({ settings }) => decode<StoredSettings>(settings).url ?? []),
    ...widgets.flatMap(({ settings }) => decode<InboxSettings>(settings).allowedOrigins ?? []),
  ]
  const own = new Set(sites.flatMap((site) => hostFrom(site) ?? []))
  return { own: [...own].sort(), added: added.map(({ host }) => host) }
}

/** The same as one list. */
export async function allowedHosts(tx: OrgTx): Promise<string[]> {
  const { own, added } = await readLinkHosts(tx)
  return [...own, ...added]
}
