import { readPartialDraft } from '@hilo/ai'
import { type Checking, checkDraft, type Shown } from './check-draft.ts'
import { isForeign } from './judge-draft.ts'
import type { Work } from './open-work.ts'
import type { Prepared } from './prepare.ts'
import { isOffTopicDraft } from './stay-on-topic.ts'

/** Shows what may be seen of a draft while it is written. */
export type DraftPreview = {
  /** What a model has written so far; with another provider it may begin anew. */
  take(json: string): void
  /** The draft is not sent: what was shown of it is taken back. */
  takeBack(): void
}

type Previewing = Checking & Pick<Work, 'redactor'> & { request: Pick<Work['request'], 'onText'> }

/**
 * Whole sentences of a draft, once they were held against what it cites as the whole answer will be. From
 * the first one that does not pass on nothing more of it is shown. Nothing is of an answer to a message that
 * seems to be written to a model.
 */
export function openDraftPreview(
  work: Previewing,
  prepared: Pick<Prepared, 'language' | 'flags'>,
  shown: readonly Shown[],
): DraftPreview {
  const { onText } = work.request
  let told = ''
  let seen = ''
  let isOver = false
  const tell = (text: string) => {
    told = text
    onText?.(text)
  }
  return {
    take(json) {
      if (!onText || isOver || prepared.flags.length > 0) return
      const draft = readPartialDraft(json)
      if (!draft || draft.text === seen || isOffTopicDraft(work, draft)) return
      seen = draft.text
      const text = work.redactor.restore(draft.text)
      const judged = { draft: { ...draft, text }, grounds: { shown, toolResults: [], toolNames: [] } }
      // What no words could be compared with is judged as a whole.
      isOver = isForeign(prepared.language, judged) || checkDraft(work, prepared, judged).failures.length > 0
      // Another provider's words do not go on from where these were.
      if (isOver || !text.startsWith(told)) return
      tell(text)
    },
    takeBack() {
      if (told !== '') tell('')
      seen = ''
      isOver = false
    },
  }
}
