/** Forms that open in the chat. Meta's builder is not simulated: a form is its fields. */
import { AppError } from '@hilo/protocol'
import { type Fields, isFields } from '../meta/fields.ts'
import type { Flow, FlowField, PhoneMessage, WhatsApp } from './world.ts'
import { numberOf, writeMessage } from './write-message.ts'

/** What an unknown form asks, so that any can be answered. */
const ANY: FlowField[] = [
  { name: 'name', label: 'Name', kind: 'text', choices: [] },
  { name: 'comment', label: 'Comment', kind: 'text', choices: [] },
]

type Answer = { personId: string; messageId: string; answers: Record<string, string> }

/** The form that a message opens. @throws AppError `not_found` when it opens none. */
export function flowOf(world: WhatsApp, messageId: string): Flow {
  const parameters = parametersOf(world.messages.get(messageId))
  const id = String(parameters.flow_id ?? parameters.flow_name)
  return world.flows.get(id) ?? { id, fields: ANY }
}

/**
 * Fills and sends the form of a message.
 *
 * @throws AppError `not_found`, or `invalid_request` for a field that the form does not have.
 */
export function answerFlow(world: WhatsApp, { personId, messageId, answers }: Answer): PhoneMessage {
  const { fields } = flowOf(world, messageId)
  const unknown = Object.keys(answers).find((key) => !fields.some(({ name }) => name === key))
  if (unknown !== undefined) {
    const names = fields.map(({ name }) => name).join(', ')
    throw new AppError('invalid_request', `The form has no field "${unknown}". It has: ${names}.`)
  }
  const message = world.messages.get(messageId)
  const token = parametersOf(message).flow_token
  const response = JSON.stringify({ ...answers, ...(token === undefined ? {} : { flow_token: token }) })
  const reply = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: response } }
  if (message) message.pressed = 'flow'
  const { phoneNumberId } = numberOf(world, message?.phoneNumberId)
  const from = { personId, phoneNumberId }
  return writeMessage(world, from, { type: 'interactive', body: reply, replyTo: messageId })
}

function parametersOf(message: PhoneMessage | undefined): Fields {
  const body = isFields(message?.body) ? message.body : {}
  const action = isFields(body.action) ? body.action : {}
  if (body.type === 'flow' && isFields(action.parameters)) return action.parameters
  throw new AppError('not_found', 'There is no form in this message.')
}
