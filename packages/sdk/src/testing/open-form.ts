import type { ContentOf } from '@hilo/protocol'
import type { MemoryRun } from '@hilo/runtime/memory'

/** The form of the question that waits for an answer. */
function openFormOf<Config, State>(run: MemoryRun<Config, State>): ContentOf<'form'> | undefined {
  const position = run.wait?.kind === 'message' ? run.wait.position : null
  const asked = run.journal.find((entry) => entry.kind === 'ask' && entry.position === position)
  const isForm = (asked?.value as { wants?: string } | undefined)?.wants === 'form'
  return isForm ? run.sent.findLast((content) => content.type === 'form') : undefined
}

/** What the contact sends who fills in the form that is open. @throws Error when none is. */
export function filledForm<Config, State>(
  run: MemoryRun<Config, State>,
  data: Readonly<Record<string, unknown>>,
): ContentOf<'form_reply'> {
  const form = openFormOf(run)
  if (!form) throw new Error('There is no form to fill in: no chat.form waits for an answer.')
  return { type: 'form_reply', name: 'flow', data, token: form.token }
}
