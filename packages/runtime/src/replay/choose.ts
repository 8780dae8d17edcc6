import type { Choice, Content } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, sayable } from './ask.ts'
import { isChosen, matchChoice } from './match-choice.ts'
import type { ChooseOptions, Option } from './options.ts'
import type { Recorder } from './recorder.ts'
import { sayingOf } from './saying.ts'
import { Waiting } from './wait.ts'
import { wordingOf } from './wording.ts'

type Settings = ChooseOptions<unknown, string | boolean | undefined>

/** What the id of the option that leads back ends with, where the others have their index. */
const BACK = 'back'

/** `chat.choose`: one of the options, pressed or typed; null for the one that leads back. */
export function choose<T extends Option>(
  recorder: Recorder,
  question: string,
  { options, settings }: { options: readonly T[]; settings: Settings },
): Waiting<T | null> {
  if (options.length === 0) throw new Error(`chat.choose('${nameOf(question)}') has no options.`)
  const position = recorder.next()
  const wording = wordingOf(localeOf(recorder))
  const choices = options.map((option, index) => choiceOf(option, `c${position}.${index}`))
  const { back, button, retry } = settings
  if (back) {
    choices.push({
      id: `c${position}.${BACK}`,
      title: back === true ? wording.back : sayable(back),
      back: true,
    })
  }
  const prompt = (text: string): Content => ({ type: 'choices', text, choices, button })
  return new Waiting<T | null>(recorder, {
    kind: 'choose',
    name: nameOf(question),
    position,
    prompt: prompt(sayable(question)),
    kept: { choices },
    timeout: settings.timeout,
    until: settings.until,
    attempts: settings.attempts,
    read: (value) => optionOf(options, (value as { choice: string }).choice),
    owns: (message) => isChosen(sayingOf(message), choices),
    judge(message) {
      const saying = sayingOf(message)
      const chosen = matchChoice(saying, choices)
      if (chosen) return { value: { messageId: message.id, choice: chosen.id, title: chosen.title } }
      const refusal = { message: 'It is none of the options.', answer: answerTextOf(saying) }
      const text = typeof retry === 'function' ? retry(refusal) : retry
      return { retry: prompt(sayable(text ?? wording.choose)) }
    },
  })
}

/** The ids are unique per question: a button of an earlier one is never taken for an answer to this one. */
function choiceOf(option: Option, id: string): Choice {
  if (typeof option === 'string') return { id, title: sayable(option) }
  const title = sayable('label' in option ? option.label : option.title)
  return option.description ? { id, title, description: String(option.description) } : { id, title }
}

function optionOf<T>(options: readonly T[], id: string): T | null {
  const name = id.slice(id.lastIndexOf('.') + 1)
  if (name === BACK) return null
  const option = options[Number(name)]
  if (option === undefined) throw new Error('The recorded choice is not among the options any more.')
  return option
}
