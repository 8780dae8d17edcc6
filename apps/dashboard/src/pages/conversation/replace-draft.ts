import type { Id } from '@hilo/protocol'
import { type DraftKind, getDrafts } from '../../api/drafts.ts'
import { toast } from '../../ui/toast.ts'

type Replacing = { conversationId: Id; kind: DraftKind; text: string; title: string }

/** What was written comes back for as long as it is offered; so does what was written since. */
export function replaceDraft(replacing: Replacing) {
  const { conversationId, kind, text, title } = replacing
  const before = getDrafts().get(conversationId, kind)
  getDrafts().set(conversationId, kind, text)
  if (before.trim() === '') return
  toast({ tone: 'plain', title, undo: () => replaceDraft({ ...replacing, text: before }) })
}
