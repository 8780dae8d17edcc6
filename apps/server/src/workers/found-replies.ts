import { type Id, type JournalEntry, newId } from '@hilo/protocol'
import type { FoundReply } from '../domain/run/turn-values.ts'

/** What AI finds for the code of one turn, until the step that asked for it is recorded. */
export type FoundReplies = {
  /** Under it stands what the first of them takes. */
  readonly firstId: Id
  hear(answer: FoundReply['answer']): void
  /** That which an entry records, each once. */
  take(entry: JournalEntry): FoundReply | null
}

export function collectReplies(): FoundReplies {
  const firstId = newId()
  const ids = [firstId]
  const waiting: FoundReply[] = []
  return {
    firstId,
    hear(answer) {
      // Who is given to people is told nothing by it.
      if (answer.action !== 'handoff') waiting.push({ id: ids.pop() ?? newId(), answer })
    },
    take(entry) {
      const at = waiting.findIndex(({ answer }) => answer.text === textOf(entry))
      return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null)
    },
  }
}

function textOf({ kind, name, value }: JournalEntry): string | undefined {
  if (kind !== 'ai' || name !== 'reply') return undefined
  return (value as { ok?: { text?: string } }).ok?.text
}
