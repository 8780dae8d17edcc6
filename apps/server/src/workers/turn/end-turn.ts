import { type Address, newId } from '@hilo/protocol'
import type { Sending } from '../../domain/delivery/delivery.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { releaseRun } from '../../domain/run/claim.ts'
import { type CommittedTurn, commitTurn } from '../../domain/run/commit-turn.ts'
import { SHORT_QUIET } from '../../domain/run/quiet.ts'
import type { ClaimedRun } from '../../domain/run/run.ts'
import type { TurnResult } from '../../domain/run/turn-values.ts'
import { persist } from '../persist.ts'
import type { Runner } from './turn.ts'

type Committing = { inbox: Inbox; result: TurnResult; recipient: readonly Address[] }

/** Commits what a turn came to, and sends it. @returns null when the claim no longer counts. */
export async function endTurn(
  runner: Runner,
  run: ClaimedRun,
  { inbox, result, recipient }: Committing,
): Promise<CommittedTurn | null> {
  const { context, pool, deliverer } = runner
  const bound = context.channelOf(inbox)
  const committed = await commitTurn(context.db, run, {
    nodeId: context.node.id,
    result,
    parts: bound ? bound.channel.parts : null,
    next: inbox.backend ? { runId: newId(), backend: inbox.backend } : null,
  })
  if (committed === 'refused') {
    pool.forget(run.id)
    // A newer message may have superseded it; where people took the turn, it is parked when it is due.
    if (run.isBurst && run.wake !== 'cancel') {
      await runner.gathering.gather({ ...run, wake: 'message' }, SHORT_QUIET)
    } else await giveBack(runner, run, { againInMs: null, crashed: false })
    return null
  }
  const { orgId, conversationId } = run
  context.bus.publish({ type: 'conversation', orgId, conversationId, version: committed.version })
  context.bus.publish({ type: 'run', orgId, conversationId, runId: run.id, length: committed.length })
  const { passed } = committed
  if (passed) {
    context.bus.publish({ type: 'run', orgId, conversationId, runId: passed.id, length: passed.length })
  }
  const sending = sendingOf(run, committed)
  if (sending) {
    const { content } = sending
    deliverer.send(sending, { content, replyTo: null, recipient: [...recipient], window: 'open' })
  }
  return committed
}

function sendingOf(run: ClaimedRun, { sending, messages, seq }: CommittedTurn) {
  if (!sending) return null
  const index = messages.findIndex(({ deliveries }) => deliveries.some(({ id }) => id === sending))
  const message = messages[index]
  if (!message) return null
  const { orgId, inboxId, conversationId } = run
  const at: Sending = {
    ...{ orgId, inboxId, conversationId, id: sending, messageId: message.id, attempts: 1, held: 0 },
    seq: seq - messages.length + index + 1,
    part: message.deliveries.find(({ id }) => id === sending)?.part ?? 0,
  }
  return { ...at, content: message.content }
}

/** Gives the claim back without having advanced the run. */
export async function giveBack(
  { context }: Runner,
  run: ClaimedRun,
  { againInMs, crashed }: { againInMs: number | null; crashed: boolean },
): Promise<void> {
  const { orgId, conversationId, id: runId, length } = run
  await persist(() => releaseRun(context.db, run, { nodeId: context.node.id, againInMs, crashed }))
  context.bus.publish({ type: 'run', orgId, conversationId, runId, length })
}
