/**
 * Holds a send against the limits Meta documents, and answers as Graph does when one is broken.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
import { checkInteractive } from './check-interactive.ts'
import { type Fields, isFields, listAt, objectAt, optionalTextAt, textAt } from './fields.ts'
import { GraphError } from './graph-error.ts'

/** A send whose frame and content are as the platform wants them. */
export type CheckedSend = {
  type: string
  body: unknown
  replyTo: string | null
  opaque: string | null
}

export const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/

const CHECKS: Record<string, (fields: Fields) => unknown> = {
  text: checkText,
  image: checkMedia,
  video: checkMedia,
  audio: checkMedia,
  document: checkMedia,
  sticker: checkMedia,
  location: checkLocation,
  contacts: checkContacts,
  reaction: checkReaction,
  interactive: (fields) => checkInteractive(objectAt(fields, 'interactive')),
  template: checkTemplate,
}

/** @throws GraphError 100, 131008, 131009 or 131051, naming the field. */
export function checkMessage(fields: Fields): CheckedSend {
  const recipientType = fields.recipient_type ?? 'individual'
  if (recipientType !== 'individual') {
    throw new GraphError(100, 'Param recipient_type must be "individual": groups are not simulated.')
  }
  const type = fields.type ?? 'text'
  const check = typeof type === 'string' && Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined
  if (typeof type !== 'string' || !check) {
    throw new GraphError(100, `Param type must be one of {${Object.keys(CHECKS).join(', ').toUpperCase()}}.`)
  }
  return {
    type,
    body: check(fields),
    replyTo: readReply(fields),
    opaque: optionalTextAt(fields, 'biz_opaque_callback_data', {
      path: 'biz_opaque_callback_data',
      max: 512,
    }),
  }
}

function readReply(fields: Fields): string | null {
  if (fields.context === undefined) return null
  return textAt(objectAt(fields, 'context'), 'message_id', { path: "context['message_id']", max: 512 })
}

function checkText(fields: Fields): Fields {
  const text = objectAt(fields, 'text')
  textAt(text, 'body', { path: "text['body']", max: 4096, code: 100 })
  return text
}

function checkMedia(fields: Fields): Fields {
  const type = String(fields.type)
  const media = objectAt(fields, type)
  const hasId = media.id !== undefined
  if (hasId === (media.link !== undefined)) {
    throw new GraphError(131008, `Exactly one of ${type}['id'] and ${type}['link'] is required.`)
  }
  textAt(media, hasId ? 'id' : 'link', { path: `${type}['${hasId ? 'id' : 'link'}']`, max: 2048 })
  if (media.caption !== undefined && (type === 'audio' || type === 'sticker')) {
    throw new GraphError(100, `Param ${type} does not take a caption.`)
  }
  optionalTextAt(media, 'caption', { path: `${type}['caption']`, max: 1024 })
  return media
}

function checkLocation(fields: Fields): Fields {
  const location = objectAt(fields, 'location')
  inRange(location, 'latitude', 90)
  inRange(location, 'longitude', 180)
  return location
}

function inRange(location: Fields, key: string, bound: number): void {
  const value = location[key]
  if (value === undefined) throw new GraphError(131008, `The parameter location['${key}'] is required.`)
  const degrees = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof degrees !== 'number' || !(Math.abs(degrees) <= bound)) {
    throw new GraphError(131009, `Param location['${key}'] must lie between -${bound} and ${bound}.`)
  }
}

function checkContacts(fields: Fields): Fields[] {
  const contacts = listAt(fields, 'contacts', { path: 'contacts', min: 1, max: 5 })
  for (const contact of contacts) {
    const name = objectAt(contact, 'name', "contacts['name']")
    textAt(name, 'formatted_name', { path: "contacts['name']['formatted_name']", max: 1024 })
    if (!Object.keys(name).some((key) => key !== 'formatted_name')) {
      throw new GraphError(
        131009,
        "contacts['name'] needs formatted_name and at least one more part of the name.",
      )
    }
  }
  return contacts
}

function checkReaction(fields: Fields): Fields {
  const reaction = objectAt(fields, 'reaction')
  textAt(reaction, 'message_id', { path: "reaction['message_id']", max: 512 })
  if (typeof reaction.emoji !== 'string') {
    throw new GraphError(
      131008,
      "The parameter reaction['emoji'] is required; an empty one removes the reaction.",
    )
  }
  return reaction
}

function checkTemplate(fields: Fields): Fields {
  const template = objectAt(fields, 'template')
  textAt(template, 'name', { path: "template['name']", max: 512 })
  textAt(objectAt(template, 'language', "template['language']"), 'code', {
    path: "template['language']['code']",
    max: 16,
  })
  const { components } = template
  if (components !== undefined && !(Array.isArray(components) && components.every(isFields))) {
    throw new GraphError(100, "Param template['components'] must be an array of JSON objects.")
  }
  return template
}
