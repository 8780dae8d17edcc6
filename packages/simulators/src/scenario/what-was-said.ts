import { buttonsOf, titleOf } from '../messaging/press-choice.ts'
import type { DirectMessage } from '../messaging/world.ts'
import { type Fields, fieldsOf, isFields } from '../meta/fields.ts'
import { choicesOf } from '../whatsapp/press-choice.ts'
import type { PhoneMessage } from '../whatsapp/world.ts'

/** A message of the business as somebody sees it, on any channel. */
export type Said = { type: string; text: string; choices: string[] }

/** What a message says: its kind, its words, and the titles of what can be pressed under it. */
export function whatWasSaid(message: PhoneMessage | DirectMessage): Said {
  return 'phoneNumberId' in message ? ofWhatsApp(message) : ofDirect(message)
}

function ofWhatsApp(message: PhoneMessage): Said {
  const { type, body } = message
  const fields = isFields(body) ? body : {}
  const inner = isFields(fields.body) ? fields.body.text : fields.body
  const text = [inner, fields.text, fields.caption, fields.name, fields.emoji].find(isText) ?? ''
  return { type, text, choices: choicesOf(message).map(({ title }) => title) }
}

function ofDirect({ body }: DirectMessage): Said {
  const [first] = body.attachments ?? []
  const payload: Fields = first?.payload ?? {}
  const [card] = fieldsOf(payload.elements)
  const text = [body.text, payload.text, card?.title].find(isText) ?? ''
  const choices = [...(body.quickReplies ?? []), ...buttonsOf(payload)].map(titleOf)
  return { type: body.text === undefined ? (first?.type ?? 'text') : 'text', text, choices }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
