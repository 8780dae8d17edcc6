import { AppError } from '@hilo/protocol'
import { type Fields, fieldsOf, isFields } from '../meta/fields.ts'
import { announce, chatOf, type PhoneMessage, type WhatsApp } from './world.ts'
import { numberOf, personOf, writeMessage } from './write-message.ts'

export type Press = {
  personId: string
  phoneNumberId?: string | undefined
  /** The message the choice belongs to; without it the newest one that has it. */
  messageId?: string | undefined
  /** The id of the choice, or its title when only that is known. */
  choiceId?: string | undefined
  title?: string | undefined
}

export type ShownChoice = {
  id: string
  title: string
  description?: string
  source: 'button' | 'list' | 'template'
}

/**
 * Presses a button, picks a row of a list, or presses the quick reply of a template.
 *
 * @throws AppError `not_found` when no such choice is on the phone, naming those that are.
 */
export function pressChoice(world: WhatsApp, press: Press): PhoneMessage {
  const person = personOf(world, press.personId)
  const number = numberOf(world, press.phoneNumberId)
  const { messages } = chatOf(world, number.phoneNumberId, person.id)
  const shown = messages.filter(
    (message) =>
      message.direction === 'out' && (press.messageId === undefined || message.id === press.messageId),
  )
  for (const message of shown.reverse()) {
    const choice = choicesOf(message).find((candidate) => fits(candidate, press))
    if (!choice) continue
    message.pressed = choice.id
    announce(world, message)
    const from = { personId: person.id, phoneNumberId: number.phoneNumberId }
    return writeMessage(world, from, { ...replyOf(choice), replyTo: message.id })
  }
  const there = shown.flatMap(choicesOf).map((choice) => `"${choice.title}"`)
  const wanted = press.title ?? press.choiceId ?? ''
  throw new AppError(
    'not_found',
    `"${wanted}" is not on the phone. There is: ${there.join(', ') || 'nothing to press'}.`,
  )
}

/** What can be pressed under a message. */
export function choicesOf(message: PhoneMessage): ShownChoice[] {
  if (!isFields(message.body)) return []
  if (message.type === 'template')
    return [message.body, ...fieldsOf(message.body.cards)]
      .flatMap(({ buttons }) => fieldsOf(buttons))
      .filter(({ kind }) => kind === 'quick_reply')
      .map((item) => choiceOf(item, 'template'))
  if (message.type !== 'interactive' || !isFields(message.body.action)) return []
  const { buttons, sections } = message.body.action
  const replies = fieldsOf(buttons).flatMap((button) => (isFields(button.reply) ? [button.reply] : []))
  const rows = fieldsOf(sections).flatMap((section) => fieldsOf(section.rows))
  return [...replies.map((reply) => choiceOf(reply, 'button')), ...rows.map((row) => choiceOf(row, 'list'))]
}

function choiceOf(item: Fields, source: ShownChoice['source']): ShownChoice {
  const description = typeof item.description === 'string' ? { description: item.description } : {}
  return { id: String(item.id), title: String(item.title), ...description, source }
}

function fits(choice: ShownChoice, press: Press): boolean {
  return press.choiceId === undefined ? choice.title === press.title : choice.id === press.choiceId
}

function replyOf({ source, ...choice }: ShownChoice): { type: string; body: unknown } {
  switch (source) {
    case 'template':
      return { type: 'button', body: { payload: choice.id, text: choice.title } }
    case 'button':
      return { type: 'interactive', body: { type: 'button_reply', button_reply: choice } }
    case 'list':
      return { type: 'interactive', body: { type: 'list_reply', list_reply: choice } }
  }
}
