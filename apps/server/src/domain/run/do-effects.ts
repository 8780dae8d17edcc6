import { type ContactChanges, fileOf, type Id, type JournalEntry, newId, type Purpose } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { changeContactOf } from '../contact/change.ts'
import { recordEvent } from '../conversation/record.ts'
import { keepSaidFile } from '../media/of-conversation.ts'
import { putTag, takeTag } from '../tag/tag.ts'
import { permit } from './permit.ts'
import type { ClaimedRun } from './run.ts'

/**
 * What the entries of a turn do to the records of the org: tags, notes, the assignee, the contact, what they
 * allowed.
 *
 * Done in the transaction that ends the turn, after its commit was not refused, in the order of the calls.
 * The conversation has its new version already, under which all of this becomes visible.
 */

export type Effect = {
  entry: JournalEntry
  /** The message of the timeline it comes after. */
  afterSeq: number
}

const KINDS = new Set<JournalEntry['kind']>([
  ...(['tag', 'untag', 'note', 'assign', 'contact', 'opt_in', 'opt_out'] as const),
])

/** True when the end of the turn is more than journal and messages. */
export function hasEffects(entries: readonly JournalEntry[]): boolean {
  return entries.some(isEffect)
}

function isEffect({ kind, content }: JournalEntry): boolean {
  return KINDS.has(kind) || (content !== undefined && fileOf(content) !== null)
}

/** The effects among the entries of a turn whose last message has the number `seq`. */
export function effectsOf(entries: readonly JournalEntry[], seq: number): Effect[] {
  let afterSeq = seq - entries.filter(({ content }) => content).length
  return entries.flatMap((entry) => {
    if (entry.content) afterSeq++
    return isEffect(entry) ? [{ entry, afterSeq }] : []
  })
}

export async function doEffects(tx: OrgTx, run: ClaimedRun, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await doEffect(tx, run, effect)
}

async function doEffect(tx: OrgTx, run: ClaimedRun, { entry, afterSeq }: Effect): Promise<void> {
  const { conversationId } = run
  const { kind, name, value } = entry
  await keepSaidFile(tx, conversationId, entry)
  const by = { conversationId, memberId: null, isByBackend: true, afterSeq }
  if (kind === 'tag' && (await putTag(tx, conversationId, name))) {
    await recordEvent(tx, { ...by, type: 'tagged', data: { tag: name } })
  } else if (kind === 'untag' && (await takeTag(tx, conversationId, name))) {
    await recordEvent(tx, { ...by, type: 'untagged', data: { tag: name } })
  } else if (kind === 'note') {
    await writeNote(tx, run, { entry, afterSeq })
  } else if (kind === 'contact') {
    await changeContactOf(tx, conversationId, (value as { set: ContactChanges }).set)
    await recordEvent(tx, { ...by, type: 'contact_changed', data: { fields: name } })
  } else if (kind === 'opt_in' || kind === 'opt_out') {
    const { text, version } = value as { text: string; version: string | null }
    await permit(tx, run, { kind, purpose: name as Purpose, position: entry.position, text, version })
  } else if (kind === 'assign' && 'memberId' in (value as object)) {
    const assigned = await assign(tx, conversationId, (value as { memberId: Id | null }).memberId)
    if (assigned) await recordEvent(tx, { ...by, type: 'assigned', data: { to: assigned.name } })
  }
}

const NOTE = statement(`
  insert into note (org_id, id, conversation_id, after_seq, run_id, content, client_id, version)
  select $1, $3, id, $4, $5, $6, $7, version from conversation where org_id = $1 and id = $2`)

async function writeNote(tx: OrgTx, run: ClaimedRun, { entry, afterSeq }: Effect): Promise<void> {
  const { text } = entry.value as { text: string }
  const clientId = `${run.id}:${run.generation}:${entry.position}`
  await tx.query(NOTE, [tx.orgId, run.conversationId, newId(), afterSeq, run.id, encode(text), clientId])
}

// A member who left between the call and the end of the turn is not assigned.
const ASSIGN = statement(`
  update conversation c set assignee_id = $3
  from (select 1) one left join member m on m.org_id = $1 and m.id = $3
  where c.org_id = $1 and c.id = $2 and c.assignee_id is distinct from $3
    and ($3::uuid is null or m.id is not null)
  returning m.name`)

/** @returns the name of the new assignee, or nothing when there was no change */
async function assign(
  tx: OrgTx,
  conversationId: Id,
  memberId: Id | null,
): Promise<{ name: string | null } | undefined> {
  const { rows } = await tx.query<{ name: string | null }>(ASSIGN, [tx.orgId, conversationId, memberId])
  return rows[0]
}
