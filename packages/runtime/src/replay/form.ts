import type { Content, ContentOf, InboxMessage } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, retryText, sayable } from './ask.ts'
import { isTokenOf } from './form-token.ts'
import { toJson } from './json.ts'
import type { FormOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { Waiting } from './wait.ts'
import { wordingOf } from './wording.ts'

/** Longer, and WhatsApp refuses the whole message. */
const BUTTON_MAX = 30
const NAME_MAX = 200
const DATA_MAX = 16 * 1024
const NOT_FILLED = 'It is not the form that was asked for.'

type Options<T> = FormOptions<T, unknown>

/** Whether the conversation is on a channel whose app opens forms. */
export function hasForms({ contact }: Recorder): boolean {
  return contact.channel === 'whatsapp'
}

/**
 * `chat.form`: what the contact fills in. Only the form of this question is an answer to it: an older one
 * that is sent late has another token.
 *
 * @throws Error for what no channel could send, and where the channel has no forms.
 */
export function form<T>(recorder: Recorder, options: Options<T>): Waiting<T> {
  if (!hasForms(recorder)) {
    const { channel } = recorder.contact
    throw new Error(`There are no forms on ${channel}: give chat.form a fallback that asks with questions.`)
  }
  const position = recorder.next()
  const asking = askingFor(options)
  const isFilled = (content: Content): content is ContentOf<'form_reply'> =>
    content.type === 'form_reply' && isTokenOf(recorder, position, content.token)
  return new Waiting<T>(recorder, {
    ...{ kind: 'ask', name: nameOf(options.text), position, prompt: asking(options.text) },
    kept: { wants: 'form' },
    timeout: options.timeout,
    until: options.until,
    attempts: options.attempts,
    read: (value) => (value as { answer: T }).answer,
    owns: ({ content }) => isFilled(content),
    judge({ id: messageId, content }: InboxMessage) {
      const parsed = isFilled(content) ? parse(content.data, options.as) : { problem: NOT_FILLED }
      if ('data' in parsed) return { value: { messageId, answer: toJson(parsed.data, 'The form') } }
      const refusal = { message: parsed.problem, answer: answerTextOf(content) }
      return { retry: asking(retryText(options.retry, refusal, wordingOf(localeOf(recorder)).form)) }
    },
  })
}

/** The form under whatever words; its token is that of the place where it is said. */
function askingFor<T>({ button, flow, screen, data }: Options<T>): (text: string) => Content {
  const fixed = {
    ...{ button: nameIn('button', button, BUTTON_MAX), flow: nameIn('flow', flow, NAME_MAX), token: '' },
    ...(screen !== undefined && { screen: nameIn('screen', screen, NAME_MAX) }),
    ...(data !== undefined && { data: dataOf(data, screen) }),
  }
  return (text) => ({ type: 'form', text: sayable(text), ...fixed })
}

function nameIn(what: string, value: unknown, max: number): string {
  if (typeof value === 'string' && value.trim() !== '' && [...value].length <= max) return value
  throw new Error(`The ${what} of a form must be a text of 1 to ${max} characters.`)
}

function dataOf(data: unknown, screen: string | undefined): Record<string, unknown> {
  if (screen === undefined) throw new Error('The data of a form is for one screen of it: name that too.')
  const copy = toJson(data, 'The data of a form')
  const isObject = typeof copy === 'object' && copy !== null && !Array.isArray(copy)
  if (!isObject || Object.keys(copy).length === 0) {
    throw new Error('The data of a form must be an object with something in it, or be left out.')
  }
  if (JSON.stringify(copy).length > DATA_MAX) throw new Error('The data of a form has more than 16 KiB.')
  return copy as Record<string, unknown>
}

function parse<T>(data: unknown, as: Options<T>['as']): { data: unknown } | { problem: string } {
  if (!as) return { data }
  const parsed = as.safeParse(data)
  return parsed.success
    ? { data: parsed.data }
    : { problem: parsed.error.issues[0]?.message ?? 'It is not valid.' }
}
