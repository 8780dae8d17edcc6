import { type AnswersBy, ASKED_AGAIN, type Conversation, type Run } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import { shortDuration } from '../../i18n/time.ts'
import { reasonOf } from '../answer/reason.ts'
import { appName } from './app-name.ts'

type Known = {
  run: Run | undefined
  answersBy: AnswersBy
  /** For which AI handed over. */
  topics?: readonly string[]
}

/** What is, and what follows from the switch beside it. */
export function turnWords(conversation: Conversation, { run, answersBy, topics = [] }: Known, words: Words) {
  const { turn, holders } = words
  const backend = run?.backend.name ?? holders.backend
  if (conversation.status === 'closed') return { now: turn.closed, next: null }
  // Whose turn it is here matters to nobody while another app answers.
  if (conversation.threadOwner !== null) {
    const held = words.handover.heldTitle(appName(conversation.threadOwner, words))
    return { now: held, next: words.handover.heldBody }
  }
  if (conversation.holder === 'nobody') return { now: turn.nobody, next: nextOf(answersBy, words) }
  if (conversation.holder === 'ai') return { now: turn.ai, next: turn.aiNext }
  if (conversation.holder !== 'human') return { now: turn.backend(backend), next: takeOverWords(run, words) }
  return {
    now: whyHuman(conversation, { answersBy, topics }, words),
    next:
      isAlive(run) || answersBy === 'backend'
        ? handBackWords(run, backend, words)
        : handBackTo(conversation, answersBy, words),
  }
}

/** Of what sending takes the turn; nothing where no machine has it. */
export function takesTurnWords({ holder }: Conversation, { composer }: Words): string | undefined {
  if (holder === 'ai') return composer.takesTurnFromAi
  return holder === 'backend' ? composer.takesTurn : undefined
}

function nextOf(answersBy: AnswersBy, { turn }: Words): string {
  return { backend: turn.nobodyNext, ai: turn.nobodyNextAi, people: turn.nobodyNextPeople }[answersBy]
}

/** There is nobody to hand back to where people answer alone. */
function handBackTo(
  { handoffReason }: Conversation,
  answersBy: AnswersBy,
  { turn, answers }: Words,
): string | null {
  if (answersBy !== 'ai') return null
  const isLeft = handoffReason !== null && handoffReason in answers.reasons
  return isLeft && !ASKED_AGAIN.includes(handoffReason) ? turn.handBackAiNext : turn.handBackAi
}

/** Of AI the reason is one of a list, which is told in words; a micro-backend has words of its own. */
function whyHuman(
  { handoffReason }: Conversation,
  { answersBy, topics }: Pick<Known, 'answersBy' | 'topics'>,
  words: Words,
): string {
  const { turn, answers } = words
  if (handoffReason === null) return answersBy === 'backend' ? turn.human : turn.humanAlone
  return handoffReason in answers.reasons
    ? turn.aiReason(reasonOf(handoffReason, words, topics))
    : turn.reason(handoffReason)
}

function takeOverWords(run: Run | undefined, { turn, time }: Words): string {
  if (run?.resume === 'never') return turn.backendNextNever
  const silenceMs = silenceOf(run)
  return silenceMs === null ? turn.backendNext : turn.backendNextSilence(shortDuration(silenceMs, time))
}

function handBackWords(run: Run | undefined, backend: string, { turn, time }: Words): string {
  if (!isAlive(run)) return turn.handBackNone
  const question = run.waitingFor?.kind === 'message' ? run.waitingFor.name : ''
  const next = question ? turn.handBackAsk(backend, question) : turn.handBackNext(backend)
  const silenceMs = silenceOf(run)
  // What the code itself gave to people waits for them, however long.
  if (silenceMs === null || run.waitingFor?.kind === 'hand_back') return next
  return turn.handBackSilence(next, shortDuration(silenceMs, time))
}

function isAlive(run: Run | undefined): run is Run {
  return run?.status === 'waiting' || run?.status === 'running'
}

function silenceOf(run: Run | undefined): number | null {
  return typeof run?.resume === 'object' ? run.resume.afterSilenceMs : null
}
