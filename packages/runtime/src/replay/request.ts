import type { Content, InboxMessage } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, retryText, sayable } from './ask.ts'
import type { RequestOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { sayingOf } from './saying.ts'
import { Waiting } from './wait.ts'
import { wordingOf } from './wording.ts'

type Requested<Answer> = {
  wants: 'location' | 'phone'
  question: string | undefined
  options: RequestOptions<unknown>
  /** What a message gives of it; null when it is none. */
  answerIn(content: Content): Answer | null
  /** What is said to the author of one that is none. */
  problem: string
}

/** Waits for something else than words, with the button that sends it where the channel has one. */
export function request<Answer>(recorder: Recorder, requested: Requested<Answer>): Waiting<Answer> {
  const { wants, question, options, answerIn, problem } = requested
  const asking = (text: string): Content => ({ type: 'text', text, asks: wants })
  return new Waiting<Answer>(recorder, {
    kind: 'ask',
    name: nameOf(question),
    position: recorder.next(),
    prompt: question === undefined ? undefined : asking(sayable(question)),
    kept: { wants },
    timeout: options.timeout,
    until: options.until,
    attempts: options.attempts,
    read: (value) => (value as { answer: Answer }).answer,
    judge(message: InboxMessage) {
      const saying = sayingOf(message)
      const answer = answerIn(saying)
      if (answer !== null) return { value: { messageId: message.id, answer } }
      const refusal = { message: problem, answer: answerTextOf(saying) }
      return { retry: asking(retryText(options.retry, refusal, wordingOf(localeOf(recorder))[wants])) }
    },
  })
}
