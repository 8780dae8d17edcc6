import type { Conversation, Run } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import { shortDuration } from '../../i18n/time.ts'
import { appName } from './app-name.ts'

/** What is, and what follows from the switch beside it. */
export function turnWords(conversation: Conversation, run: Run | undefined, words: Words) {
  const { turn, holders } = words
  const backend = run?.backend.name ?? holders.backend
  if (conversation.status === 'closed') return { now: turn.closed, next: null }
  // Whose turn it is here matters to nobody while another app answers.
  if (conversation.threadOwner !== null) {
    const held = words.handover.heldTitle(appName(conversation.threadOwner, words))
    return { now: held, next: words.handover.heldBody }
  }
  if (conversation.holder === 'nobody') return { now: turn.nobody, next: turn.nobodyNext }
  if (conversation.holder !== 'human') return { now: turn.backend(backend), next: takeOverWords(run, words) }
  const { handoffReason } = conversation
  return {
    now: handoffReason ? turn.reason(handoffReason) : turn.human,
    next: handBackWords(run, backend, words),
  }
}

function takeOverWords(run: Run | undefined, { turn, time }: Words): string {
  if (run?.resume === 'never') return turn.backendNextNever
  const silenceMs = silenceOf(run)
  return silenceMs === null ? turn.backendNext : turn.backendNextSilence(shortDuration(silenceMs, time))
}

function handBackWords(run: Run | undefined, backend: string, { turn, time }: Words): string {
  const isAlive = run?.status === 'waiting' || run?.status === 'running'
  if (!isAlive) return turn.handBackNone
  const question = run.waitingFor?.kind === 'message' ? run.waitingFor.name : ''
  const next = question ? turn.handBackAsk(backend, question) : turn.handBackNext(backend)
  const silenceMs = silenceOf(run)
  // What the code itself gave to people waits for them, however long.
  if (silenceMs === null || run.waitingFor?.kind === 'hand_back') return next
  return turn.handBackSilence(next, shortDuration(silenceMs, time))
}

function silenceOf(run: Run | undefined): number | null {
  return typeof run?.resume === 'object' ? run.resume.afterSilenceMs : null
}
