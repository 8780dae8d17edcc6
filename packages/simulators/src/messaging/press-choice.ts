import { AppError } from '@hilo/protocol'
import { type Fields, fieldsOf } from '../meta/fields.ts'
import { type At, placeOf } from './find.ts'
import { announce, type DirectMessage, type Messaging } from './world.ts'
import { writeMessage } from './write-message.ts'

export type Press = At & {
  /** The message the choice belongs to; without it the newest one that has it. */
  messageId?: string | undefined
  payload?: string | undefined
  title?: string | undefined
}

type ShownChoice = { title: string; payload: string; source: 'quick_reply' | 'postback' }

/** What a quick reply says that asks for an address: the person's own, which nobody real has. */
const OWN_ADDRESS: Record<string, string> = {
  user_email: 'ana@example.com',
  user_phone_number: '+447700900123',
}

/**
 * Presses a quick reply, or a button of a template. Quick replies are there only under the newest message,
 * as on the real phone.
 *
 * @throws AppError `not_found` when no such choice is on the phone, naming those that are.
 */
export function pressChoice(world: Messaging, press: Press): DirectMessage {
  const { thread } = placeOf(world, press)
  const last = thread.messages.at(-1)
  const shown = thread.messages
    .filter(({ direction, id }) => direction === 'out' && (press.messageId ?? id) === id)
    .reverse()
  for (const message of shown) {
    const choice = choicesOf(message, message === last).find((candidate) => fits(candidate, press))
    if (!choice) continue
    const { payload } = choice
    message.pressed = payload
    announce(world, message)
    const own = OWN_ADDRESS[payload]
    if (choice.source === 'quick_reply' && own !== undefined) {
      return writeMessage(world, press, { text: own, quickReply: own })
    }
    const { title } = choice
    if (choice.source === 'quick_reply')
      return writeMessage(world, press, { text: title, quickReply: payload })
    return writeMessage(world, press, { postback: { title, payload } })
  }
  const there = shown.flatMap((message) => choicesOf(message, message === last))
  const titles = there.map(({ title }) => `"${title}"`).join(', ')
  const wanted = press.title ?? press.payload ?? ''
  throw new AppError(
    'not_found',
    `"${wanted}" is not on the phone. There is: ${titles || 'nothing to press'}.`,
  )
}

function fits({ title, payload }: ShownChoice, press: Press): boolean {
  return press.payload === undefined ? title === press.title : payload === press.payload
}

function choicesOf({ body, isUnsent }: DirectMessage, isLast: boolean): ShownChoice[] {
  if (isUnsent) return []
  const replies = isLast ? (body.quickReplies ?? []) : []
  const templates = (body.attachments ?? []).filter(({ type }) => type === 'template')
  return [
    ...replies.map((reply) => choiceOf(reply, 'quick_reply')),
    ...templates.flatMap(({ payload }) => buttonsOf(payload)).map((button) => choiceOf(button, 'postback')),
  ]
}

/** The buttons of a template that send something back. */
export function buttonsOf(payload: Fields): Fields[] {
  return [payload, ...fieldsOf(payload.elements)]
    .flatMap(({ buttons }) => fieldsOf(buttons))
    .filter(({ type }) => type === 'postback')
}

/** What stands on a quick reply or button; one that asks for an address has its kind there. */
export function titleOf({ content_type: type, title = type }: Fields): string {
  return String(title)
}

function choiceOf(choice: Fields, source: ShownChoice['source']): ShownChoice {
  const { payload = choice.content_type } = choice
  return { title: titleOf(choice), payload: String(payload), source }
}
