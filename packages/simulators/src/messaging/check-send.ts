/**
 * Holds a send against the limits Meta documents, and answers as Graph does when one is broken.
 * https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { checkTemplate } from './check-template.ts'
import { listAt, objectAt, optionalTextAt, textAt } from './fields.ts'
import { invalid } from './refusal.ts'
import type { Attachment, MessageBody, Messaging } from './world.ts'

export type CheckedSend = { body: MessageBody; metadata: string | null }

const QUICK_REPLY_TYPES = new Set(['text', 'user_email', 'user_phone_number'])

/** What `message` says. @throws GraphError 100, naming the field. */
export function checkSend(world: Messaging, fields: Fields): CheckedSend {
  const message = objectAt(fields, 'message')
  const attachments = readAttachments(world, message)
  const text = readText(world, message)
  if (text !== undefined && attachments) {
    throw invalid('Param message must have either text or attachment, not both.')
  }
  if (text === undefined && !attachments) throw invalid('Param message must not be empty.')
  const replyTo = isFields(fields.reply_to) ? fields.reply_to : message.reply_to
  return {
    body: {
      text,
      attachments,
      quickReplies: readQuickReplies(message),
      replyTo: isFields(replyTo) ? textAt(replyTo, 'mid', { path: 'reply_to[mid]', max: 512 }) : undefined,
    },
    metadata: optionalTextAt(message, 'metadata', { path: 'message[metadata]', max: 1_000 }),
  }
}

function readText({ traits }: Messaging, message: Fields): string | undefined {
  if (message.text === undefined || message.text === null) return undefined
  if (typeof message.text !== 'string') throw invalid('Param message[text] must be a string.')
  const { max, unit } = traits.text
  const size = unit === 'bytes' ? Buffer.byteLength(message.text) : [...message.text].length
  if (size > max) throw invalid(`Length of param message[text] must be less than or equal to ${max}`)
  if (message.text.trim() === '') throw invalid('Param message[text] must not be empty.')
  return message.text
}

function readQuickReplies(message: Fields): Fields[] | undefined {
  if (message.quick_replies === undefined) return undefined
  const path = 'message[quick_replies]'
  const replies = listAt(message, 'quick_replies', { path, min: 1, max: 13 })
  for (const reply of replies) {
    const type = textAt(reply, 'content_type', { path: `${path}[content_type]`, max: 32 })
    if (!QUICK_REPLY_TYPES.has(type)) throw invalid(`Param ${path}[content_type] must not be ${type}.`)
    if (type !== 'text') continue
    textAt(reply, 'title', { path: `${path}[title]`, max: 20 })
    textAt(reply, 'payload', { path: `${path}[payload]`, max: 1_000 })
  }
  return replies
}

function readAttachments(world: Messaging, message: Fields): Attachment[] | undefined {
  if (message.sticker_id !== undefined && world.traits.channel === 'messenger') {
    return [{ type: 'sticker', payload: { sticker_id: message.sticker_id } }]
  }
  if (message.attachments !== undefined) {
    const many = listAt(message, 'attachments', { path: 'message[attachments]', min: 1, max: 30 })
    return many.map((attachment) => readAttachment(world, attachment))
  }
  if (message.attachment === undefined || message.attachment === null) return undefined
  return [readAttachment(world, objectAt(message, 'attachment', 'message[attachment]'))]
}

function readAttachment(world: Messaging, attachment: Fields): Attachment {
  const path = 'message[attachment]'
  const type = textAt(attachment, 'type', { path: `${path}[type]`, max: 32 })
  if (!world.traits.attachmentTypes.includes(type)) {
    throw invalid(`Param ${path}[type] must be one of {${world.traits.attachmentTypes.join(', ')}}.`)
  }
  if (type === 'like_heart') return { type, payload: {} }
  const payload = objectAt(attachment, 'payload', `${path}[payload]`)
  if (type === 'template') return { type, payload: checkTemplate(world.traits, payload) }
  if (type === 'MEDIA_SHARE') {
    textAt(payload, 'id', { path: `${path}[payload][id]`, max: 64 })
    return { type: 'share', payload }
  }
  return { type, payload: filePayload(world, payload) }
}

/** A file by its address or by the id of an upload, as it is shown and echoed. */
function filePayload(world: Messaging, payload: Fields): Fields {
  const path = 'message[attachment][payload]'
  if (payload.attachment_id !== undefined) {
    const media = world.media.get(String(payload.attachment_id))
    if (!media) throw invalid(`Param ${path}[attachment_id] names no attachment.`)
    return { ...payload, attachment_id: media.id }
  }
  const url = textAt(payload, 'url', { path: `${path}[url]`, max: 2_048 })
  if (!/^https?:\/\//.test(url)) throw invalid(`Param ${path}[url] should be a valid URI.`)
  return payload
}
