import { AppError, type Id, newId } from '@hilo/protocol'
import { type Played, playTurn } from '@hilo/runtime/replay'
import type { Ground } from '../../apps/server/src/app.ts'
import { decode } from '../../apps/server/src/db/codec.ts'
import type { OrgTx } from '../../apps/server/src/db/database.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { deployBackend } from '../../apps/server/src/domain/backend/deploy.ts'
import { handBack } from '../../apps/server/src/domain/conversation/hand-back.ts'
import { takeOver } from '../../apps/server/src/domain/conversation/take-over.ts'
import { connectInbox } from '../../apps/server/src/domain/inbox/connect.ts'
import { createInboxes, type Inbox } from '../../apps/server/src/domain/inbox/inbox.ts'
import { addMember } from '../../apps/server/src/domain/member/add.ts'
import { receiveMessage } from '../../apps/server/src/domain/message/receive.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import { appendStep } from '../../apps/server/src/domain/run/append-step.ts'
import { claimRun, releaseRun } from '../../apps/server/src/domain/run/claim.ts'
import { commitTurn } from '../../apps/server/src/domain/run/commit-turn.ts'
import { loadJournal, loadTurnInput } from '../../apps/server/src/domain/run/load.ts'
import type { ClaimedRun } from '../../apps/server/src/domain/run/run.ts'
import { followingRun } from '../../apps/server/src/workers/turn/following-run.ts'
import { type Code, type Host, mortalRecorder, unlessDied } from './host.ts'

/** A run with the node that claimed it. */
type Claim = { run: ClaimedRun; nodeId: Id }

const RUN = statement(`
  select r.id, r.claimed_by as "nodeId", r.wake, r.due_at as "dueAt" from run r
  join conversation c on c.org_id = r.org_id and c.run_id = r.id where r.org_id = $1 and c.id = $2`)
const MESSAGES = statement(`
  select direction, content from message where org_id = $1 and conversation_id = $2 order by seq`)

type State = {
  ground: Ground
  code: Code
  orgId: Id
  memberId: Id
  /** In the order in which they were deployed. */
  versions: Id[]
  inbox(): Promise<Inbox>
  nodeId: Id
  /** None before the first message. */
  conversationId: Id | null
  /** When each message came, by the clock of the model. */
  times: Map<Id, number>
}

/** A conversation in PostgreSQL, kept by the functions of the server's domain. */
export async function openPostgresHost(ground: Ground, code: Code): Promise<Host<Claim>> {
  const { db, keys } = ground
  const named = { slug: `model-${newId()}`, name: 'Model', timeZone: 'UTC', locale: 'en' }
  const orgId = await ensureOrg(db.global, named)
  const member = { userId: newId(), name: 'Ada', email: `${newId()}@example.com`, role: 'agent' as const }
  const memberId = await addMember(db, orgId, member)
  const versions: Id[] = []
  const backendId = await deploy({ ground, orgId, versions })
  const inboxId = await db.withOrg(orgId, (tx) =>
    connectInbox(tx, keys, { channel: 'web', name: 'Site', account: newId(), settings: {}, backendId }),
  )
  const inbox = async () => (await createInboxes(db, keys)(orgId, inboxId)) as Inbox
  const state: State = {
    ...{ ground, code, orgId, memberId, versions, inbox },
    ...{ nodeId: newId(), conversationId: null, times: new Map() },
  }
  return {
    write: (message) => write(state, message),
    wake: (now) => wake(state, now),
    play: (claim, turn) => play(state, claim, turn),
    commit: (claim, played) => commit(state, claim, played),
    die: async () => {
      state.nodeId = newId()
    },
    takeOver: () => people(state, (tx, at) => takeOver(tx, at)),
    handBack: () => people(state, (tx, at) => handBack(tx, at)),
    deploy: async () => {
      await deploy(state)
    },
    transcript: () => transcript(state),
  }
}

type Deployed = Pick<State, 'ground' | 'orgId' | 'versions'>

async function deploy({ ground: { db }, orgId, versions }: Deployed): Promise<Id> {
  const manifest = { name: 'model', config: {}, secrets: [], egress: [] }
  const bundle = { hash: newId(), bundle: Buffer.from(String(versions.length)), manifest, config: {} }
  const { backendId, versionId } = await db.withOrg(orgId, (tx) => deployBackend(tx, bundle))
  versions.push(versionId)
  return backendId
}

type Written = { id: string; text: string; at: number }

async function write(state: State, { id, text, at }: Written): Promise<Claim | null> {
  const { nodeId } = state
  const context = { ...state.ground, nodeId, seen: new Set<string>() }
  const message = {
    ...{ id: newId(), externalId: id, sender: [{ kind: 'visitor' as const, value: 'somebody' }] },
    ...{ senderName: null, locale: null, sentAt: new Date(at), content: { type: 'text' as const, text } },
    ...{ replyTo: null, windowHours: 0, clientId: null },
  }
  const received = await receiveMessage(context, await state.inbox(), { message, newRunId: newId() })
  if (!received) return null
  state.times.set(message.id, at)
  state.conversationId = received.conversationId
  return received.run && { run: received.run, nodeId }
}

type Found = { id: Id; nodeId: Id | null; wake: string | null; dueAt: Date | null }

async function wake({ ground: { db }, ...state }: State, now: number): Promise<Claim | null> {
  const { orgId, nodeId } = state
  const [found] = await db.flight(orgId, [{ statement: RUN, values: [orgId, state.conversationId] }])
  const run = found?.rows[0] as Found | undefined
  if (!run) return null
  const isDue = run.wake !== null || (run.dueAt !== null && run.dueAt.getTime() <= now)
  if (run.nodeId === null ? !isDue : run.nodeId === nodeId) return null
  const claimed = await claimRun(db, { orgId, runId: run.id, nodeId, living: [nodeId], wake: 'timer' })
  return claimed && { run: claimed, nodeId }
}

type Playing = { now: number; dies: number | null }

async function play(state: State, { run }: Claim, { now, dies }: Playing): Promise<Played | null> {
  const { db } = state.ground
  const { inbox: unread } = await loadTurnInput(db, run)
  run.seenSeq = Math.max(run.seenSeq, unread.at(-1)?.seq ?? 0)
  const contact = { id: 'c', name: null, locale: 'en', channel: 'web', phone: null, attributes: {} }
  const inbox = unread.map((message) => ({ ...message, at: state.times.get(message.id) ?? 0 }))
  const turn = { ...run, runId: run.id, contact, timeZone: 'UTC', now, inbox, called: undefined }
  const step = mortalRecorder(dies, async (entry, before) => {
    const recorded = await appendStep(db, run, { entry, before })
    run.length += 1 + before.length
    return recorded
  })
  const backend = state.code(state.versions.indexOf(run.versionId))
  const journal = await loadJournal(db, run)
  return unlessDied(playTurn(backend, { journal, turn, io: { step, log: () => {} } }))
}

async function commit(
  state: State,
  { run, nodeId }: Claim,
  result: Played,
): Promise<Claim | null | 'refused'> {
  const { db } = state.ground
  const inbox = await state.inbox()
  const next = inbox.backend ? { runId: newId(), backend: inbox.backend } : null
  const committed = await commitTurn(db, run, { nodeId, result, parts: null, next })
  if (committed === 'refused') {
    await releaseRun(db, run, { nodeId, againInMs: null, crashed: false })
    return 'refused'
  }
  const after = followingRun(run, result, { committed, inbox })
  return after && { run: after, nodeId }
}

/** What a member may not do now is refused, and changes nothing. */
async function people(
  { ground: { db }, orgId, conversationId, memberId }: State,
  act: (tx: OrgTx, at: { conversationId: Id; memberId: Id }) => Promise<unknown>,
): Promise<void> {
  if (conversationId === null) return
  await db
    .withOrg(orgId, (tx) => act(tx, { conversationId, memberId }))
    .catch((error) => {
      if (!(error instanceof AppError)) throw error
    })
}

async function transcript({ ground: { db }, orgId, conversationId }: State): Promise<string[]> {
  const [found] = await db.flight(orgId, [{ statement: MESSAGES, values: [orgId, conversationId] }])
  const rows = (found?.rows ?? []) as { direction: string; content: Buffer }[]
  return rows.map(({ direction, content }) => `${direction} ${decode<{ text: string }>(content).text}`)
}
