import type { ContactSnapshot, ContactTraits, JournalEntry } from '@hilo/protocol'

/**
 * The contact at the beginning of the function. What the run itself changed later must not be seen before the
 * call that changed it, or the code would take another way on replay.
 */
export function contactAtStart(journal: readonly JournalEntry[], contact: ContactSnapshot): ContactSnapshot {
  const first = journal.find(({ kind }) => kind === 'contact')
  return { ...contact, ...(first?.value as { before: ContactTraits } | undefined)?.before }
}
