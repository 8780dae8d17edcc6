import type { Id } from '@hilo/protocol'
import type { ActiveBackend } from '../inbox/inbox.ts'

/**
 * Which version a new run uses, decided within the statement that starts it: who the contact is, is known
 * only there.
 *
 * A test contact of the draft gets the draft; of the others a part gets the split's version; the rest the
 * active one. A contact's place among the hundred parts follows from its id and the backend's, so it never
 * flips, a higher percent keeps whom it had, and other backends try things on other contacts.
 */

/** Where `choiceValues` stand: the split's version and percent, the draft's version and contacts. */
type Places = { backend: string; active: string; choice: readonly [string, string, string, string] }

/** An SQL expression. `contact` and each place is an expression too. */
export function chosenVersion(contact: string, { backend, active, choice }: Places): string {
  const [split, percent, draft, contacts] = choice
  const part = `('x' || left(md5(${backend}::uuid::text || ${contact}::text), 8))::bit(32)::bigint % 100`
  return `case when ${contact} = any (${contacts}::uuid[]) then ${draft}::uuid
    when ${percent}::int > 0 and ${part} < ${percent} then ${split}::uuid
    else ${active}::uuid end`
}

/** The values of the four places of `choice`, in their order. */
export function choiceValues(backend: ActiveBackend | null): [Id | null, number, Id | null, readonly Id[]] {
  const { split = null, draft = null } = backend ?? {}
  return [split?.versionId ?? null, split?.percent ?? 0, draft?.versionId ?? null, draft?.contactIds ?? []]
}
