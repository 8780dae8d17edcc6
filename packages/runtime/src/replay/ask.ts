import type { Content } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { burstOf } from './burst.ts'
import { toJson } from './json.ts'
import type { AskOptions, Refusal } from './options.ts'
import type { Recorder } from './recorder.ts'
import { sayingOf } from './saying.ts'
import { Waiting } from './wait.ts'
import { wordingOf } from './wording.ts'

const NAME_MAX = 120

/** `chat.ask`: the contact's next message as text, or as what `as` makes of it. */
export function ask<T>(
  recorder: Recorder,
  question: string | undefined,
  options: AskOptions<T, unknown>,
): Waiting<T> {
  const { as } = options
  return new Waiting<T>(recorder, {
    kind: 'ask',
    name: nameOf(question),
    position: recorder.next(),
    prompt: question === undefined ? undefined : { type: 'text', text: sayable(question) },
    kept: {},
    timeout: options.timeout,
    until: options.until,
    attempts: options.attempts,
    burst: burstOf(options),
    read: (value) => (value as { answer: T }).answer,
    judge(message) {
      const text = textOf(sayingOf(message)).trim()
      const parsed = parse(text, as, question === undefined)
      if ('data' in parsed) {
        return { value: { messageId: message.id, answer: toJson(parsed.data, 'The answer') } }
      }
      const refusal = { message: parsed.problem, answer: text }
      const { ask: byDefault } = wordingOf(localeOf(recorder))
      return { retry: { type: 'text', text: retryText(options.retry, refusal, byDefault) } }
    },
  })
}

/** What is pressed under a template is what its button was made to give back, which may not be its title. */
function textOf(content: Content): string {
  const isOfTemplate = content.type === 'reply' && content.source === 'template'
  return isOfTemplate ? content.id : answerTextOf(content)
}

/** What a question is called in the journal: itself, or its first words and a sign that there are more. */
export function nameOf(question: string | undefined): string {
  const name = question === undefined ? '' : question.replace(/\s+/g, ' ').trim()
  if (name.length <= NAME_MAX) return name
  return `${name.slice(0, NAME_MAX - 1).replace(/ \S*$/, '')}…`
}

/** The contact's language. */
export function localeOf(recorder: Recorder): string {
  return recorder.contact.locale?.replace('_', '-') || 'en'
}

/** @throws Error when a text cannot be sent. */
export function sayable(text: unknown): string {
  if (typeof text !== 'string') throw new Error(`A message must be a string, and this is a ${typeof text}.`)
  if (text.trim() === '') throw new Error('A message must not be empty.')
  if (text.length > 10_000) throw new Error('A message must not be longer than 10,000 characters.')
  return text
}

function parse<T>(text: string, as: AskOptions<T, unknown>['as'], takesAny: boolean) {
  // A photo without a caption has no text. A schema must not see it: `z.coerce.number()` would read it as 0.
  if (text === '' && (as || !takesAny)) return { problem: 'The message has no text.' }
  if (!as) return { data: text }
  const parsed = as.safeParse(text)
  return parsed.success
    ? { data: parsed.data }
    : { problem: parsed.error.issues[0]?.message ?? 'It is not valid.' }
}

/** What is said to an answer that is not accepted. */
export function retryText(
  retry: AskOptions<unknown, unknown>['retry'],
  refusal: Refusal,
  byDefault: string,
): string {
  if (retry === undefined) return byDefault
  return sayable(typeof retry === 'string' ? retry : retry(refusal))
}
