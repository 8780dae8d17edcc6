import { type Statement, statement } from '../../db/statement.ts'
import { chosenVersion } from '../backend/choose-version.ts'

/**
 * The statement that ends a turn, in two forms. Nearly every turn ends without an event in the timeline and
 * without messages left for another run; the short form refuses the second and leaves both out, since what a
 * statement might do is paid for even when it does not.
 *
 * Its parameters are those of `valuesOf` in `commit-turn.ts`; the short form takes the first 33.
 */
export const SHORT_PARAMETERS = 33

/** A run that a member cancels leaves people what they hold, and a closed conversation to nobody. */
const HELD = `case when c.status = 'closed' then c.holder
    else coalesce($10::text, case when $11 and c.holder <> 'human' then 'nobody' else c.holder end) end`
const FOLLOWED = "c.last_in_seq > $12 and c.holder = 'backend'"
const HELD_BY_NEXT = `case when $34::uuid is not null and ${FOLLOWED} then 'backend' else ${HELD} end`
const NEXT_RUN = `when ${FOLLOWED} then $34`
const UNCLAIMED = 'case when $11 or conv.last_in_seq <= $21 then null else r.claimed_by end'
/** A generation that ends with a checkpoint is followed by the next one, which this node plays at once. */
const BEGINS = '$42::bytea is not null'

const CHOSEN = chosenVersion('conv.contact_id', {
  backend: '$35',
  active: '$36',
  choice: ['$45', '$46', '$47', '$48'],
})

const FOLLOWING = `, noted as (
    insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, data, version)
    select $1, $39, conv.id, conv.seq, $40, 'backend', $41, conv.version from conv where $40::text is not null
  ), next as (
    insert into run (org_id, id, conversation_id, backend_id, backend_version_id, status, read_seq, config,
                     config_version, claimed_by, claim)
    select $1, $34, conv.id, $35, ${CHOSEN}, 'running', $12, $37, $38, $3, 1 from conv where conv.run_id = $34
    returning backend_version_id
  ), begun as (
    insert into journal (org_id, run_id, generation, position, kind, name, value)
    select $1, $2, $22 + 1, $43, 'state', $44, $42 from conv where ${BEGINS}
  )`

/**
 * A turn on gathered messages is refused when there is a newer one: what it says is not sent, and it is
 * played again with all of them. Not for ever: who goes on writing is answered.
 */
const UNSUPERSEDED = `
      and (c.last_in_seq <= $21 or r.quiet_from is null or r.quiet_from < now() - interval '30 seconds')`

function text({ follows, gathers }: { follows: boolean; gathers: boolean }): string {
  const begins = (one: string, other: string) =>
    follows ? `case when ${BEGINS} then ${one} else ${other} end` : other
  return `
  with conv as (
    update conversation c set
      seq = c.seq + cardinality($6::uuid[]), version = c.version + 1,
      preview = coalesce($9, c.preview),
      holder = ${follows ? HELD_BY_NEXT : HELD},
      run_id = case when not $11::boolean then c.run_id ${follows ? NEXT_RUN : ''} end,
      last_message_at = case when $9 is null then c.last_message_at else now() end,
      waiting_since = case when $9 is null or $10 = 'human' then c.waiting_since end,
      handoff_reason = case when coalesce($10, c.holder) = 'human' then coalesce($13, c.handoff_reason) end,
      changed_at = now()
    from run r
    where r.org_id = $1 and r.id = $2 and r.claimed_by is not distinct from $3 and r.claim = $4
      and c.org_id = $1 and c.id = r.conversation_id and c.turn_epoch = $5
      ${follows ? '' : 'and (not $11::boolean or c.last_in_seq <= $12)'}${gathers ? UNSUPERSEDED : ''}
    returning c.id, c.inbox_id, c.contact_id, c.seq, c.version, c.last_in_seq, c.run_id
  ), ended as (
    update run r set status = $14, read_seq = $12,
      length = ${begins('1', 'r.length + cardinality($15::text[])')},
      ${gathers ? 'quiet_from = null, quiet_until = null,' : ''}
      ${follows ? `generation = ${begins('r.generation + 1', 'r.generation')},` : ''}
      prompt_seq = case when $16::int is null then r.prompt_seq
        else conv.seq - cardinality($6::uuid[]) + $16 end,
      wait = $17, outcome = coalesce($18, r.outcome), failure = $19, crashes = 0,
      due_at = $20::timestamptz, ended_at = case when $11 then now() end,
      wake = ${begins("'start'", "case when r.wake = 'cancel' and not $11 then r.wake end")},
      claimed_by = ${begins('r.claimed_by', UNCLAIMED)}
    from conv where r.org_id = $1 and r.id = $2
    returning r.prompt_seq, r.length
  ), journaled as (
    insert into journal (org_id, run_id, generation, position, kind, name, value, message_id)
    select $1, $2, $22, e.position, e.kind, e.name, e.value, e.message_id
    from conv, unnest($15::text[], $23::text[], $24::bytea[], $25::bytea[], $26::uuid[])
      as e (position, kind, name, value, message_id)
  ), said as (
    insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, run_id, content,
      version, sent_at, purpose, permission_id)
    select $1, m.id, conv.id, conv.inbox_id, conv.seq - cardinality($6::uuid[]) + m.ord, 'out', m.author, $2,
           m.content, conv.version, now(), m.purpose, m.permission_id
    from conv, unnest($6::uuid[], $7::bytea[], $8::text[], $32::text[], $33::uuid[]) with ordinality
      as m (id, content, author, purpose, permission_id, ord)
  ), road as materialized (
    select not exists (
      select from delivery u, conv where u.org_id = $1 and u.conversation_id = conv.id
        and u.status in ('pending', 'sending', 'unknown')) as free
  ), queued as (
    insert into delivery (org_id, id, message_id, conversation_id, inbox_id, seq, part, author, turn_epoch,
      status,
                          attempts, claimed_by, version)
    select $1, d.id, d.message_id, conv.id, conv.inbox_id, conv.seq - cardinality($6::uuid[]) + d.message,
      d.part,
           d.author, $5, case when road.free and d.ord = 1 then 'sending' else 'pending' end,
           case when road.free and d.ord = 1 then 1 else 0 end, case when road.free and d.ord = 1 then $3 end,
           conv.version
    from conv, road, unnest($27::uuid[], $28::uuid[], $29::int[], $30::int[], $31::text[]) with ordinality
      as d (id, message_id, message, part, author, ord)
    returning id, status
  )${follows ? FOLLOWING : ''}
  select conv.version, conv.seq, conv.last_in_seq as "lastInSeq", conv.run_id as "runId",
         (select id from queued where status = 'sending') as sending, ended.prompt_seq as "promptSeq",
           ended.length${follows ? ', (select backend_version_id from next) as "nextVersionId"' : ''}
  from conv, ended`
}

export const COMMIT: Statement = statement(text({ follows: true, gathers: false }))
export const COMMIT_SHORT: Statement = statement(text({ follows: false, gathers: false }))
export const COMMIT_GATHERED: Statement = statement(text({ follows: true, gathers: true }))
export const COMMIT_GATHERED_SHORT: Statement = statement(text({ follows: false, gathers: true }))
