import type { InboxMessage } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, retryText, sayable } from './ask.ts'
import { fileOf, type KeptFile, keptFileOf, type MediaFile, type MediaKind } from './file.ts'
import type { MediaOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { Waiting } from './wait.ts'
import { filesWanted } from './wording.ts'

/** A sticker is mostly a mood, and seldom what was asked for. */
const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'document']

/** `chat.media`: the next file of the contact, of one of the kinds. */
export function media(
  recorder: Recorder,
  question: string | undefined,
  options: MediaOptions<unknown>,
): Waiting<MediaFile> {
  const { kinds = KINDS } = options
  if (kinds.length === 0) throw new Error(`chat.media('${nameOf(question)}') takes no kind of file.`)
  return new Waiting<MediaFile>(recorder, {
    kind: 'ask',
    name: nameOf(question),
    position: recorder.next(),
    prompt: question === undefined ? undefined : { type: 'text', text: sayable(question) },
    kept: { wants: 'media' },
    timeout: options.timeout,
    until: options.until,
    attempts: options.attempts,
    read: (value) => fileOf((value as { answer: KeptFile }).answer, recorder.io.media),
    // Its caption may have the words of an interrupt, and it is still what was asked for.
    owns: (message) => keptFrom(message, kinds) !== null,
    judge(message) {
      const answer = keptFrom(message, kinds)
      if (answer) return { value: { messageId: message.id, answer } }
      const { content } = message
      const found = content.type === 'media' ? `It is ${content.kind}` : 'It is no file'
      const refusal = { message: `${found}; wanted: ${kinds.join(', ')}.`, answer: answerTextOf(content) }
      const locale = localeOf(recorder)
      const byDefault = filesWanted(locale, kinds)
      return { retry: { type: 'text', text: retryText(options.retry, refusal, byDefault) } }
    },
  })
}

function keptFrom({ content, words }: InboxMessage, kinds: readonly MediaKind[]): KeptFile | null {
  return content.type === 'media' && kinds.includes(content.kind) ? keptFileOf(content, words) : null
}
