import { type Address, type Id, type JournalEntry, newId, type TurnEnd } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { getConversation } from '../domain/conversation/conversation.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { readPage } from '../domain/message/timeline.ts'
import { appendStep } from '../domain/run/append-step.ts'
import { claimRun } from '../domain/run/claim.ts'
import { type CommittedTurn, commitTurn } from '../domain/run/commit-turn.ts'
import type { ClaimedRun } from '../domain/run/run.ts'
import { createSources } from '../domain/run/source.ts'
import { readJournal } from '../domain/run/view.ts'
import { aBackend, aConversation, aMember, anInbound, anInbox, anOrg, receive } from './factories.ts'

/** A conversation whose run a test plays by hand, turn by turn. */
export type PlayedRun = {
  orgId: Id
  runId: Id
  conversationId: Id
  memberId: Id
  inbox: Inbox
  sender: readonly Address[]
  /** Claims the run for a node that lives, and keeps the claim; null when it cannot be had. */
  claim(nodeId?: Id): Promise<ClaimedRun | null>
  /** Records a step as it is done. */
  append(entry: JournalEntry): Promise<JournalEntry>
  /** Ends the turn under the last claim. */
  commit(end: TurnEnd, entries?: JournalEntry[]): Promise<CommittedTurn | 'refused'>
  say(text: string): Promise<unknown>
  view(): ReturnType<typeof readJournal>
  conversation(): ReturnType<typeof getConversation>
  /** What the conversation's timeline tells, oldest first: `in hello`, `backend hi`, `!run_failed`. */
  story(): Promise<string[]>
  /** What a member sees before they act. */
  expect(): Promise<{ generation: number; length: number }>
}

/** A run that the contact's first message has started and a node has claimed. */
export async function aPlayedRun(
  db: Database,
  over: { orgId?: Id; backendId?: Id; senderName?: string } = {},
): Promise<PlayedRun> {
  const orgId = over.orgId ?? (await anOrg(db))
  const backendId = over.backendId ?? (await aBackend(db, orgId)).backendId
  const inbox = await anInbox(db, orgId, { channel: 'web', backendId })
  const first = await aConversation(db, inbox, { text: 'Hi', senderName: over.senderName ?? null })
  const { conversationId, sender } = first
  if (!first.run) throw new Error('No run was started.')
  const runId = first.run.id
  let claimed = first.run
  let owner = newId()
  const claim = async (nodeId = newId()) => {
    const run = await claimRun(db, { orgId, runId, nodeId, living: [nodeId], wake: 'timer' })
    if (run) [claimed, owner] = [run, nodeId]
    return run
  }
  await claim()
  const inTx = <T>(work: Parameters<typeof db.withOrg<T>>[1]) => db.withOrg(orgId, work)
  const view = () =>
    inTx((tx) =>
      readJournal(
        tx,
        createSources(() => undefined),
        { runId, after: '' },
      ),
    )
  return {
    ...{ orgId, runId, conversationId, inbox, sender, claim, view },
    memberId: await aMember(db, orgId),
    append: (entry) => appendStep(db, claimed, { entry }),
    commit: (end, entries = []) =>
      commitTurn(db, claimed, {
        nodeId: owner,
        result: { entries, end, readSeq: claimed.seenSeq },
        parts: null,
        next: null,
      }),
    say: (text) => receive(db, inbox, anInbound(text, { sender: [...sender] })),
    conversation: () => inTx((tx) => getConversation(tx, conversationId)),
    async story() {
      const { items } = await inTx((tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 100 }))
      return items.map((item) => {
        if (item.type === 'event') return `!${item.event}`
        const text = item.type === 'note' ? item.text : 'text' in item.content ? item.content.text : ''
        return `${item.type === 'note' ? 'note' : item.author} ${text}`
      })
    },
    async expect() {
      const { run } = await view()
      return { generation: run.generation, length: run.length }
    },
  }
}

/** An entry of a step that was done, or failed for good. */
export function aStep(position: string, result: { ok: unknown } | { fails: string }): JournalEntry {
  const value = 'ok' in result ? result : { error: { name: 'Error', message: result.fails, terminal: false } }
  return { position, kind: 'step', name: `step ${position}`, value, attempts: 1 }
}

/** A run that was asked for by a message, said hello, and failed in its second step. */
export async function aFailedRun(
  db: Database,
  over: Parameters<typeof aPlayedRun>[1] = {},
): Promise<PlayedRun> {
  const run = await aPlayedRun(db, over)
  await run.append(aStep('0002', { ok: 'found' }))
  await run.append(aStep('0003', { fails: 'The oven is cold' }))
  const failure = { code: 'step_failed' as const, message: "Step 'step 0003' failed: The oven is cold" }
  const content = { type: 'text' as const, text: 'Hello' }
  await run.commit({ type: 'failed', failure }, [
    { position: '0001', kind: 'say', name: '', value: null, content },
  ])
  return run
}

/** A run whose second step waits for its next attempt, in an hour. */
export async function aRunBetweenAttempts(db: Database): Promise<PlayedRun> {
  const run = await aPlayedRun(db)
  await run.append(aStep('0001', { ok: 'found' }))
  await run.commit({
    type: 'wait',
    wait: {
      ...{ kind: 'step', position: '0002', name: 'book', attempts: 2, error: 'down' },
      dueAt: Date.now() + 3_600_000,
    },
  })
  return run
}
