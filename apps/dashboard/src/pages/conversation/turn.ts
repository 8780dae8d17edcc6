import type { Conversation, Run } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/** What is, and what follows from the switch beside it. */
export function turnWords(conversation: Conversation, run: Run | undefined, { turn, holders }: Words) {
  const backend = run?.backend.name ?? holders.backend
  if (conversation.status === 'closed') return { now: turn.closed, next: null }
  if (conversation.holder === 'nobody') return { now: turn.nobody, next: turn.nobodyNext }
  if (conversation.holder !== 'human') return { now: turn.backend(backend), next: turn.backendNext }
  const { handoffReason } = conversation
  return {
    now: handoffReason ? turn.reason(handoffReason) : turn.human,
    next: handBackWords(run, backend, turn),
  }
}

function handBackWords(run: Run | undefined, backend: string, turn: Words['turn']): string {
  const isAlive = run?.status === 'waiting' || run?.status === 'running'
  if (!isAlive) return turn.handBackNone
  const question = run.waitingFor?.kind === 'message' ? run.waitingFor.name : ''
  return question ? turn.handBackAsk(backend, question) : turn.handBackNext(backend)
}
