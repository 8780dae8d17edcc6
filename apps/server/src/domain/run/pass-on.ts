/**
 * Who has a conversation after a turn in which a run called another one, or ended that was called. Done in
 * the transaction of the turn, under the conversation's lock: at no moment would none of them or both be
 * played.
 */
import {
  calledOf,
  depthFailure,
  type Id,
  newId,
  type Returned,
  returnedOf,
  returnPosition,
  type TurnEnd,
  unknownBackend,
} from '@hilo/protocol'
import { decode, decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { chosenVersion } from '../backend/choose-version.ts'
import { BEGUN, type Calling, type ClaimedRun } from './run.ts'

const CHOSEN = chosenVersion('c.contact_id', {
  backend: 'b.id',
  active: 'b.active_version_id',
  choice: ['b.split_version_id', 'b.split_percent', 'b.draft_version_id', 'b.draft_contact_ids'],
})

// Claimed by this node, which plays it at once; the one that calls is nobody's while it waits.
const CALL = statement(`
  with begun as (
    insert into run (org_id, id, conversation_id, backend_id, backend_version_id, status, read_seq, config,
                     config_version, claimed_by, claim, parent_run_id, called)
    select $1, $2, c.id, b.id, ${CHOSEN}, 'running', $5, b.config, b.config_version, $6, 1, $7, $8
    from backend b, conversation c
    where b.org_id = $1 and b.name = $4 and b.active_version_id is not null and c.org_id = $1 and c.id = $3
    returning id, backend_version_id, config
  ), waits as (
    update run r set claimed_by = null from begun where r.org_id = $1 and r.id = $7
  ), talks as (
    update conversation c set run_id = begun.id from begun where c.org_id = $1 and c.id = $3
  )
  select backend_version_id as "versionId", config from begun`)

// A run that a member cancels leaves people what they hold.
const RESUME = statement(`
  with resumed as (
    update run set status = 'running', claimed_by = $3, claim = claim + 1, due_at = null, crashes = 0,
           wake = $4, read_seq = greatest(read_seq, $5),
           length = length + case when $6::bytea is null then 0 else 1 end,
           outcome = coalesce((select r.outcome from run r where r.org_id = $1 and r.id = $9), outcome)
    where org_id = $1 and id = $2 and status = 'waiting'
    returning conversation_id, id, claim, generation, length, read_seq, prompt_seq, wait, backend_version_id,
              config, called
  ), returned as (
    insert into journal (org_id, run_id, generation, position, kind, name, value)
    select $1, $2, generation, $7, 'returned', $8, $6 from resumed where $6::bytea is not null
  ), talks as (
    update conversation c set run_id = $2,
           holder = case when c.status = 'closed' or ($4 = 'cancel' and c.holder = 'human') then c.holder
             else 'backend' end
    from resumed where c.org_id = $1 and c.id = resumed.conversation_id
  )
  select id, claim, generation, length, read_seq as "readSeq", prompt_seq as "promptSeq", wait,
         backend_version_id as "versionId", config, called
  from resumed`)

type Turn = { end: TurnEnd; readSeq: number; nodeId: Id; lastInSeq: number }

/** Whether another run goes on after a turn that ends so. */
export function passesOn({ called }: ClaimedRun, end: TurnEnd): boolean {
  if (end.type === 'wait') return end.wait.kind === 'call'
  return called !== null && end.type !== 'checkpoint'
}

/** @returns the run that goes on, claimed by this node; null when none does. */
export async function passOn(tx: OrgTx, run: ClaimedRun, turn: Turn): Promise<ClaimedRun | null> {
  const { end } = turn
  if (end.type === 'checkpoint') return null
  if (end.type !== 'wait') return run.called && returnTo(tx, run, { ...turn, end, called: run.called })
  if (end.wait.kind !== 'call') return null
  const { position, name, returns } = end.wait
  const depth = (run.called?.depth ?? 0) + 1
  const at = {
    ...{ parentRunId: run.id, position, name, fromSeq: turn.readSeq },
    ...(returns === undefined ? {} : { returns }),
  }
  const tooDeep = depthFailure(name, depth)
  const begun = tooDeep
    ? null
    : await begin(tx, run, { ...turn, called: { ...calledOf(end.wait, depth), ...at } })
  if (begun) return begun
  const returned = { error: tooDeep ?? unknownBackend(name) }
  return resume(tx, run, { ...turn, called: at, returned })
}

async function begin(
  tx: OrgTx,
  run: ClaimedRun,
  { called, readSeq, nodeId, lastInSeq }: Turn & { called: Calling },
): Promise<ClaimedRun | null> {
  const id = newId()
  const { rows } = await tx.query<{ versionId: Id; config: Buffer }>(CALL, [
    ...[tx.orgId, id, run.conversationId, called.name, readSeq, nodeId, run.id],
    encode(called),
  ])
  const [row] = rows
  if (!row) return null
  const { versionId } = row
  const config = decode(row.config)
  return { ...run, ...BEGUN, ...{ id, readSeq, seenSeq: lastInSeq, versionId, config, called } }
}

type Ended = Turn & { end: Exclude<TurnEnd, { type: 'wait' | 'checkpoint' }>; called: Calling }

/** What a member cancels is cancelled as a whole: the run that called has no result, and undoes in its turn. */
function returnTo(tx: OrgTx, run: ClaimedRun, ended: Ended): Promise<ClaimedRun | null> {
  const { called, end, readSeq } = ended
  if (run.wake === 'cancel') return resume(tx, run, { ...ended, returned: null })
  const at = { fromSeq: called.fromSeq, readSeq, at: Date.now() }
  const returned = { ...returnedOf(called.name, end), run: { id: run.id, waited: run.wait !== null, ...at } }
  return resume(tx, run, { ...ended, returned })
}

type Resume = Omit<Turn, 'end'> & {
  called: Pick<Calling, 'parentRunId' | 'position' | 'name' | 'returns'>
  /** Null: it is cancelled. */
  returned: Returned | null
}
type Row = Omit<ClaimedRun, 'wait' | 'config' | 'called'> & {
  wait: Buffer | null
  config: Buffer
  called: Buffer | null
}

async function resume(
  tx: OrgTx,
  run: ClaimedRun,
  { called, returned, readSeq, nodeId, lastInSeq }: Resume,
): Promise<ClaimedRun | null> {
  const wake = returned ? 'returned' : 'cancel'
  const { rows } = await tx.query<Row>(RESUME, [
    ...[tx.orgId, called.parentRunId, nodeId, wake, readSeq],
    returned && encode({ value: returned }),
    returnPosition(called),
    encode(called.name),
    returned ? null : run.id,
  ])
  const [row] = rows
  if (!row) return null
  const read = { wait: decodeOrNull<ClaimedRun['wait']>(row.wait), config: decode(row.config) }
  const goesOn = { wake, crashes: 0, seenSeq: lastInSeq, called: decodeOrNull<Calling>(row.called) } as const
  return { ...run, ...row, ...read, ...goesOn }
}
