import { type HandoffReason, type Id, type JournalEntry, newId } from '@hilo/protocol'
import type { FoundReply } from '../../domain/run/turn-values.ts'

/** What AI finds for the code of one turn, until the step that asked for it is recorded. */
export type FoundReplies = {
  /** Under it stands what the first of them takes. */
  readonly firstId: Id
  hear(answer: FoundReply['answer']): void
  /** That which an entry records, each once. */
  take(entry: JournalEntry): FoundReply | null
  /** What was recorded before, by whoever played the turn until then. */
  recall(journal: readonly JournalEntry[]): void
  /** Whether the journal may have some that are not kept yet. */
  hasSome(): boolean
}

export function collectReplies(): FoundReplies {
  const firstId = newId()
  const ids = [firstId]
  const waiting: FoundReply[] = []
  let isRecorded = false
  return {
    firstId,
    hear(answer) {
      waiting.push({ id: ids.pop() ?? newId(), answer })
    },
    take(entry) {
      const recorded = recordedIn(entry)
      const at = recorded ? waiting.findIndex(({ answer }) => isSame(answer, recorded)) : -1
      if (at < 0) return null
      isRecorded = true
      return waiting.splice(at, 1)[0] ?? null
    },
    recall(journal) {
      isRecorded ||= journal.some((entry) => recordedIn(entry) !== undefined)
    },
    hasSome: () => isRecorded,
  }
}

type Recorded = { action?: string; text?: string; reason?: HandoffReason }

function recordedIn({ kind, name, value }: JournalEntry): Recorded | undefined {
  return kind === 'ai' && name === 'reply' ? (value as { ok?: Recorded }).ok : undefined
}

/** With a hand-over the code is told why, and not what a contact would be. */
function isSame({ action, text, reason }: FoundReply['answer'], recorded: Recorded): boolean {
  if (action === 'handoff') return recorded.action === action && recorded.reason === reason
  return recorded.text === text
}
