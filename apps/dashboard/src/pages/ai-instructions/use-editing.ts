import { type AiInstruction, AppError, type InstructionPlace, type InstructionWords } from '@hilo/protocol'
import { useState } from 'react'
import { usePublishInstruction, useWriteInstruction } from '../../api/ai-instructions.ts'
import { issuesBelow, issuesOf } from '../../i18n/issue.ts'
import { gateIssues } from '../ai-tests/gate-issues.ts'
import { cleaned, UNSAID } from './words.ts'

export type Editing = ReturnType<typeof useEditing>

type Draft = { words: InstructionWords; revision: number }

/**
 * What is being written, on which revision: when somebody else saved meanwhile nothing is sent, and
 * nothing is lost, until the writer has decided.
 */
export function useEditing(place: InstructionPlace, instruction: AiInstruction) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const write = useWriteInstruction(place)
  const publish = usePublishInstruction(place)
  const { revision, newest, published } = instruction
  const saved = newest?.words ?? UNSAID
  const words = draft?.words ?? saved
  const isDirty = draft !== null && JSON.stringify(cleaned(words)) !== JSON.stringify(cleaned(saved))

  async function save(): Promise<AiInstruction> {
    if (!isDirty) return instruction
    // So that a line stands where the server says that it stands.
    setDraft({ ...draft, words: cleaned(words) })
    const next = await write.mutateAsync({ words: cleaned(words), expect: draft.revision })
    setDraft(null)
    return next
  }

  async function putIntoForce(version: number | 'newest' | null): Promise<void> {
    const { revision: expect, newest: written } = version === 'newest' ? await save() : instruction
    const wanted = version === 'newest' ? written?.version : version
    if (wanted === undefined) throw new AppError('invalid_request', 'Nothing was written yet.')
    const next = await publish.mutateAsync({ publish: wanted, expect })
    if (draft && version !== 'newest') setDraft({ ...draft, revision: next.revision })
  }

  return {
    ...{ words, saved, isDirty, save, putIntoForce },
    isOvertaken: isDirty && draft.revision !== revision,
    /** What the server refused of what was written, by its fields. */
    error: write.error,
    /** Why what was written does not hold: test sets that have to pass first. */
    held: !isDirty && gateIssues(publish.error).length > 0 ? publish.error : null,
    issues: issuesBelow(
      issuesOf(write.error, { sent: write.variables, now: { words: cleaned(words) } }),
      'words',
    ),
    isInForce: !isDirty && newest !== null && newest.version === published?.version,
    isSaving: write.isPending || publish.isPending,
    change: (fields: Partial<InstructionWords>) =>
      setDraft({ words: { ...words, ...fields }, revision: draft?.revision ?? revision }),
    /** What was written goes over what somebody else saved meanwhile. */
    insist: () => draft && setDraft({ ...draft, revision }),
    discard: () => setDraft(null),
  }
}

/** Whether the fields themselves say why it was not saved. */
export function isOfFields(error: unknown): boolean {
  return error instanceof AppError && error.issues.some(({ path }) => path[0] === 'words')
}
