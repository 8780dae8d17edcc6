import { type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxAlarmKind, Judged } from './judge.ts'

export type AlarmChange = Pick<Judged, 'kind' | 'severity' | 'about'> & { inboxId: Id; isRaised: boolean }

const RAISE = statement(`
  insert into alarm (org_id, id, inbox_id, kind, severity, data) values ($1, $2, $3, $4, $5, $6)
  on conflict (org_id, inbox_id, kind) where ended_at is null do nothing`)
const END = statement(`
  update alarm set ended_at = now()
  where org_id = $1 and inbox_id = $2 and ended_at is null and kind <> all ($3::text[])
  returning kind, severity`)

/**
 * Raises what is wrong with an inbox and was not, and ends what no longer is. An alarm that goes on is
 * neither: it is told once, however often somebody looks and from however many processes.
 */
export async function settleAlarms(
  tx: OrgTx,
  inboxId: Id,
  judged: readonly Judged[],
): Promise<AlarmChange[]> {
  const changes: AlarmChange[] = []
  for (const { kind, severity, about } of judged) {
    const values = [tx.orgId, newId(), inboxId, kind, severity, encode(about)]
    const { rowCount } = await tx.query(RAISE, values)
    if (rowCount) changes.push({ inboxId, kind, severity, about, isRaised: true })
  }
  const { rows } = await tx.query<{ kind: InboxAlarmKind; severity: Judged['severity'] }>(END, [
    ...[tx.orgId, inboxId, judged.map(({ kind }) => kind)],
  ])
  return [...changes, ...rows.map((row) => ({ ...row, inboxId, about: null, isRaised: false }))]
}
