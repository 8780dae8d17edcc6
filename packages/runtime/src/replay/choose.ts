import type { Choice, Content } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, sayable } from './ask.ts'
import type { ChooseOptions, Option } from './chat.ts'
import { matchChoice } from './match-choice.ts'
import type { Recorder } from './recorder.ts'
import { type Reply, waitForReply } from './wait.ts'
import { wordingOf } from './wording.ts'

/** `chat.choose`: one of the options, pressed or typed. */
export function choose<T extends Option>(
  recorder: Recorder,
  question: string,
  { options, settings }: { options: readonly T[]; settings: ChooseOptions<unknown> },
): Reply<T> {
  if (options.length === 0) throw new Error(`chat.choose('${nameOf(question)}') has no options.`)
  const position = recorder.next()
  const choices = options.map((option, index) => choiceOf(option, `c${position}.${index}`))
  const prompt = (text: string): Content => ({ type: 'choices', text, choices, button: settings.button })
  return waitForReply<T>(recorder, {
    kind: 'choose',
    name: nameOf(question),
    position,
    prompt: prompt(sayable(question)),
    kept: { choices },
    timeout: settings.timeout,
    attempts: settings.attempts,
    read: (value) => optionOf(options, (value as { choice: string }).choice),
    judge(message) {
      const chosen = matchChoice(message.content, choices)
      if (chosen) return { value: { messageId: message.id, choice: chosen.id, title: chosen.title } }
      const refusal = { message: 'It is none of the options.', answer: answerTextOf(message.content) }
      const { retry } = settings
      const text = typeof retry === 'function' ? retry(refusal) : retry
      return { retry: prompt(sayable(text ?? wordingOf(localeOf(recorder)).choose)) }
    },
  })
}

/** The ids are unique per question: a button of an earlier one is never taken for an answer to this one. */
function choiceOf(option: Option, id: string): Choice {
  if (typeof option === 'string') return { id, title: sayable(option) }
  const title = sayable('label' in option ? option.label : option.title)
  return option.description ? { id, title, description: String(option.description) } : { id, title }
}

function optionOf<T>(options: readonly T[], id: string): T {
  const option = options[Number(id.slice(id.lastIndexOf('.') + 1))]
  if (option === undefined) throw new Error('The recorded choice is not among the options any more.')
  return option
}
