import type { Id } from '@hilo/protocol'
import { isAnswerWanted } from '../../domain/ai-answer/is-wanted.ts'
import type { WorkerContext } from '../context.ts'

/** What a widget shows of an answer while it is written. */
export type ShownDraft = {
  /** So much of it was verified; empty: it is taken back. */
  show(text: string): void
  /** The answer is in the conversation, or there will be none: then what was shown goes. */
  end(how: { isSaid: boolean }): void
}

type Answering = { orgId: Id; conversationId: Id; messageId: Id; epoch: number; lastInSeq: number }

/**
 * Tells the widget what may be seen of an answer. Once a person has the turn, or the contact wrote more, what
 * was shown is taken back and nothing more is, however long the model goes on.
 */
export function showDraft({ db, bus, log }: WorkerContext, answering: Answering): ShownDraft {
  const { orgId, conversationId, messageId } = answering
  let isShown = false
  let isOver = false
  const tell = (text: string) => {
    if (isOver || (text === '' && !isShown)) return
    isShown = text !== ''
    bus.publish({ type: 'draft', orgId, conversationId, messageId, text })
  }
  const stop = () => {
    tell('')
    isOver = true
  }
  const unsubscribe = bus.subscribe((hint) => {
    if (isOver || hint.type !== 'conversation' || hint.conversationId !== conversationId) return
    db.withOrg(orgId, (tx) => isAnswerWanted(tx, answering)).then(
      (isWanted) => isWanted || stop(),
      // Whether the answer is still wanted is looked at once more before it is said.
      (error) => log.warn({ orgId, conversationId, error: String(error) }, 'a preview was not looked after'),
    )
  })
  return {
    show: tell,
    end({ isSaid }) {
      unsubscribe()
      if (!isSaid) stop()
      isOver = true
    },
  }
}
