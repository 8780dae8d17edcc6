import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Id, newId } from '@hilo/protocol'
import { bundleBackend } from '@hilo/runtime'
import type { Ground } from '../../apps/server/src/app.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { deployBackend } from '../../apps/server/src/domain/backend/deploy.ts'
import { connectInbox } from '../../apps/server/src/domain/inbox/connect.ts'
import { createInboxes } from '../../apps/server/src/domain/inbox/inbox.ts'
import { receiveMessage } from '../../apps/server/src/domain/message/receive.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'

type Deployed = { orgId: Id; inboxId: Id }

/** An org whose widget a micro-backend of this file answers. */
export async function deployAlone(ground: Ground, file: string, config: object): Promise<Deployed> {
  const { db, keys } = ground
  const outDir = mkdtempSync(join(tmpdir(), 'hilo-alone-'))
  const { hash, manifest, bundlePath } = await bundleBackend(file, { outDir })
  const bundle = readFileSync(bundlePath)
  rmSync(outDir, { recursive: true })
  const named = { slug: `org-${newId()}`, name: 'Org', timeZone: 'UTC', locale: 'en' }
  const orgId = await ensureOrg(db.global, named)
  const inboxId = await db.withOrg(orgId, async (tx) => {
    const { backendId } = await deployBackend(tx, { hash, manifest, bundle, config })
    return connectInbox(tx, keys, { channel: 'web', name: 'Site', account: newId(), settings: {}, backendId })
  })
  return { orgId, inboxId }
}

/** A message for a node that does not live: the one that lives takes it up. */
export async function sayTo({ db, keys }: Ground, { orgId, inboxId }: Deployed, text: string): Promise<Id> {
  const inbox = await createInboxes(db, keys)(orgId, inboxId)
  if (!inbox) throw new Error('The inbox that was just connected is not there.')
  const context = { db, keys, nodeId: newId(), seen: new Set<string>() }
  const received = await receiveMessage(context, inbox, {
    newRunId: newId(),
    message: {
      ...{ id: newId(), externalId: newId(), sender: [{ kind: 'visitor', value: 'somebody' }] },
      ...{ senderName: null, locale: null, sentAt: new Date(), content: { type: 'text', text } },
      ...{ replyTo: null, windowHours: 0, clientId: null },
    },
  })
  if (!received?.run) throw new Error('Nobody answers this message.')
  return received.run.id
}

const WAITS = statement(
  `select 1 from run where org_id = $1 and id = $2 and status = 'waiting' and claimed_by is null`,
)
// The contact and what was said are shared: nothing of a timer depends on them. The time in the id of a run
// stays, for it is the run's age.
const COPY = statement(`
  with copy as materialized (
    select gen_random_uuid() as contact_id, gen_random_uuid() as conversation_id,
           (left($2::uuid::text, 14) || substr(gen_random_uuid()::text, 15))::uuid as run_id
    from generate_series(1, $3::int)
  ), contacts as (
    insert into contact (org_id, id, profile)
    select $1, copy.contact_id, t.profile from copy, contact t where t.org_id = $1 and t.id = (
      select contact_id from conversation where org_id = $1 and run_id = $2)
  ), conversations as (
    insert into conversation (org_id, id, inbox_id, contact_id, holder, seq, last_in_seq, run_id)
    select $1, copy.conversation_id, t.inbox_id, copy.contact_id, t.holder, t.seq, t.last_in_seq, copy.run_id
    from copy, conversation t where t.org_id = $1 and t.run_id = $2
  ), runs as (
    insert into run (org_id, id, conversation_id, backend_id, backend_version_id, status, length, read_seq,
                     prompt_seq, wait, config, config_version, claim, due_at)
    select $1, copy.run_id, copy.conversation_id, t.backend_id, t.backend_version_id, t.status, t.length,
           t.read_seq, t.prompt_seq, t.wait, t.config, t.config_version, t.claim, t.due_at
    from copy, run t where t.org_id = $1 and t.id = $2
  )
  insert into journal (org_id, run_id, generation, position, kind, name, value)
  select $1, copy.run_id, t.generation, t.position, t.kind, t.name, t.value
  from copy, journal t where t.org_id = $1 and t.run_id = $2`)

/** Waits until a run waits, and makes so many others that wait just as it does. */
export async function copyRun({ db }: Ground, orgId: Id, { runId, times }: { runId: Id; times: number }) {
  for (;;) {
    const [waits] = await db.flight(orgId, [{ statement: WAITS, values: [orgId, runId] }])
    if (waits?.rows.length === 1) break
    await sleep(20)
  }
  await db.flight(orgId, [{ statement: COPY, values: [orgId, runId, times] }])
}
