import type { Content } from '@hilo/protocol'
import type { Outgoing } from '../outbox/outbox.ts'
import type { Session } from '../session.ts'
import { failedWordsIn } from './failed-words.ts'

type Props = { failed: Outgoing; content: Content; session: Session; onEdit(outgoing: Outgoing): void }

/** Under a message that the server refused: why, and what can be done about it. */
export function Failed({ failed, content, session, onEdit }: Props) {
  const words = failedWordsIn(session.locale)
  return (
    <p class="failed" role="alert">
      {words.reasons[failed.failure ?? ''] ?? words.failed}
      <button type="button" onClick={() => session.retry(failed)}>
        {words.retry}
      </button>
      <button type="button" onClick={() => onEdit(failed)}>
        {content.type === 'text' ? words.edit : words.remove}
      </button>
    </p>
  )
}
