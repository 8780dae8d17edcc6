/** Forms that open in the chat. Meta's builder is not simulated: a form is screens with fields. */
import { AppError } from '@hilo/protocol'
import { type Fields, fieldsOf, isFields } from '../meta/fields.ts'
import { GraphError, refusal } from './graph-error.ts'
import type { Flow, FlowField, FlowScreen, PhoneMessage, WhatsApp } from './world.ts'
import { numberOf, writeMessage } from './write-message.ts'

/** What an unknown form asks, so that any can be answered. */
const ANY: FlowField[] = [
  { name: 'name', label: 'Name', kind: 'text', choices: [] },
  { name: 'comment', label: 'Comment', kind: 'text', choices: [] },
]
const DATE = /^\d{4}-\d\d-\d\d$/

type Answer = { personId: string; messageId: string; answers: Record<string, string | number> }

/** A form as a phone shows it: from its first screen on, with what the business filled in before. */
export type ShownFlow = { id: string; screens: FlowScreen[]; given: Fields }

/** The form that a message opens. @throws AppError `not_found` when it opens none. */
export function flowOf(world: WhatsApp, messageId: string): ShownFlow {
  const parameters = parametersOf(world.messages.get(messageId)?.body)
  const { id, screens } = knownFlow(world, parameters)
  const { screen, data } = payloadOf(parameters)
  const first = screens.findIndex((one) => one.id === screen)
  return { id, screens: screens.slice(Math.max(0, first)), given: isFields(data) ? data : {} }
}

/**
 * Refuses a send as Meta does when it knows the form: one that is blocked or throttled, or that has no such
 * screen. A form that was never declared is taken: it asks for a name and a comment.
 *
 * @throws GraphError 132068, 132069 or 131009
 */
export function checkKnownFlow(world: WhatsApp, body: unknown): void {
  const parameters = parametersIn(body)
  if (!parameters) return
  const { status, screens } = knownFlow(world, parameters)
  if (status === 'BLOCKED') throw refusal('132068')
  if (status === 'THROTTLED') throw refusal('132069')
  const { screen } = payloadOf(parameters)
  if (screen !== undefined && status !== null && !screens.some(({ id }) => id === screen)) {
    throw new GraphError(131009, `The Flow has no screen ${String(screen)}.`)
  }
}

/**
 * Fills and sends the form of a message.
 *
 * @throws AppError `not_found`, or `invalid_request` for a field that the form does not have, and for what no
 * phone would let through.
 */
export function answerFlow(world: WhatsApp, { personId, messageId, answers }: Answer): PhoneMessage {
  const { screens } = flowOf(world, messageId)
  checkAnswers(
    screens.flatMap(({ fields }) => fields),
    answers,
  )
  const message = world.messages.get(messageId)
  const token = parametersOf(message?.body).flow_token
  const response = JSON.stringify({ ...answers, ...(token === undefined ? {} : { flow_token: token }) })
  const reply = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: response } }
  if (message) message.pressed = 'flow'
  const { phoneNumberId } = numberOf(world, message?.phoneNumberId)
  const from = { personId, phoneNumberId }
  return writeMessage(world, from, { type: 'interactive', body: reply, replyTo: messageId })
}

function checkAnswers(fields: readonly FlowField[], answers: Answer['answers']): void {
  for (const [key, value] of Object.entries(answers)) {
    const field = fields.find(({ name }) => name === key)
    if (!field) {
      const names = fields.map(({ name }) => name).join(', ')
      throw new AppError('invalid_request', `The form has no field "${key}". It has: ${names}.`)
    }
    const wanted = wantedBy(field, value)
    if (wanted !== null) throw new AppError('invalid_request', `The field "${key}" takes ${wanted}.`)
  }
}

/** What a field takes, when it does not take this. */
function wantedBy({ kind, choices }: FlowField, value: string | number): string | null {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? null : 'a text'
    case 'number':
      return typeof value === 'number' ? null : 'a number'
    case 'date':
      return DATE.test(String(value)) ? null : 'a date such as 2026-12-01'
    case 'choice':
      return choices.includes(String(value)) ? null : `one of ${choices.join(', ')}`
  }
}

function knownFlow(world: WhatsApp, parameters: Fields): Flow | (Omit<Flow, 'status'> & { status: null }) {
  const id = String(parameters.flow_id ?? parameters.flow_name)
  return world.flows.get(id) ?? { id, status: null, screens: [{ id: 'FORM', title: '', fields: ANY }] }
}

function payloadOf({ flow_action_payload: payload }: Fields): Fields {
  return isFields(payload) ? payload : {}
}

function parametersOf(body: unknown): Fields {
  const parameters = parametersIn(body)
  if (parameters) return parameters
  throw new AppError('not_found', 'There is no form in this message.')
}

/** With what a message opens a form: an interactive one, or the button of a template. */
function parametersIn(body: unknown): Fields | null {
  if (!isFields(body)) return null
  const action = body.type === 'flow' && isFields(body.action) ? body.action : {}
  if (isFields(action.parameters)) return action.parameters
  const opening = fieldsOf(body.buttons).find(({ kind }) => kind === 'flow')
  if (!opening || !isFields(opening.flow)) return null
  const { id, screen } = opening.flow
  const { flow_token = 'unused', flow_action_data: data } = isFields(opening.action) ? opening.action : {}
  const begin = screen === undefined ? {} : { flow_action_payload: { screen, data } }
  return { flow_id: id, flow_cta: opening.title, flow_token, ...begin }
}
