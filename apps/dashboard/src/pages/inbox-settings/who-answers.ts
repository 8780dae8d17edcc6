import type { Id, InboxDetail } from '@hilo/protocol'
import type { WhoAnswers } from '../../api/inboxes.ts'

/** Who answers, as a list of choices has it: `ai`, `people`, or the id of a micro-backend. */
export type Answering = Id | 'ai' | 'people'

export function answeringOf({ backend, answersBy }: Pick<InboxDetail, 'backend' | 'answersBy'>): Answering {
  return answersBy === 'backend' && backend ? backend.id : answersBy
}

/** The same as the server takes it. */
export function whoAnswers(choice: Answering): WhoAnswers {
  if (choice === 'ai' || choice === 'people') return { answersBy: choice, backendId: null }
  return { answersBy: 'backend', backendId: choice }
}
